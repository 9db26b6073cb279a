//! A document as a tree for tests.

use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use std::collections::BTreeMap;

#[derive(Debug, Clone)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: BTreeMap<String, String>,
    children: Vec<Node>,
}

#[derive(Debug, Clone)]
enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// Parses a document as a browser without scripts does. It must be valid, unless a user has typed NUL.
    pub(super) fn document(html: &str) -> Self {
        let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
        let options = ParseOpts { tree_builder, ..ParseOpts::default() };
        let dom = parse_document(RcDom::default(), options).one(html);
        let is_clear = dom.errors.borrow().is_empty() || html.contains('\0');
        assert!(is_clear, "{:?}\n{html}", dom.errors.borrow());
        Self {
            name: "document".to_owned(),
            attributes: BTreeMap::new(),
            children: children_of(&dom.document),
        }
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.attributes.contains_key(name)
    }

    pub(super) fn is_of(&self, class: &str) -> bool {
        self.attribute("class").is_some_and(|classes| classes.split_whitespace().any(|one| one == class))
    }

    /// All elements in it, in document order, without hidden ones and their content.
    pub(super) fn all(&self) -> Vec<&Self> {
        let mut found = Vec::new();
        for child in &self.children {
            if let Node::Element(element) = child
                && !element.has("hidden")
            {
                found.push(element);
                found.extend(element.all());
            }
        }
        found
    }

    pub(super) fn named(&self, name: &str) -> Vec<&Self> {
        self.all().into_iter().filter(|element| element.name == name).collect()
    }

    /// The elements in it with an attribute of that value.
    pub(super) fn with(&self, attribute: &str, value: &str) -> Vec<&Self> {
        self.all().into_iter().filter(|element| element.attribute(attribute) == Some(value)).collect()
    }

    pub(super) fn of_class(&self, class: &str) -> Vec<&Self> {
        self.all().into_iter().filter(|element| element.is_of(class)).collect()
    }

    /// Its visible text, with single spaces and without decoration such as initials.
    pub(super) fn text(&self) -> String {
        let text = self.text_without(|element| element.attribute("aria-hidden") == Some("true"));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub(super) fn raw_text(&self) -> String {
        self.text_without(|_| false)
    }

    fn text_without(&self, is_left_out: fn(&Self) -> bool) -> String {
        let texts = self.children.iter().map(|child| match child {
            Node::Text(text) => text.clone(),
            Node::Element(element) if element.has("hidden") || is_left_out(element) => String::new(),
            Node::Element(element) => element.text_without(is_left_out),
        });
        texts.collect()
    }
}

fn children_of(handle: &Handle) -> Vec<Node> {
    handle.children.borrow().iter().filter_map(node_of).collect()
}

fn node_of(handle: &Handle) -> Option<Node> {
    match &handle.data {
        NodeData::Text { contents } => Some(Node::Text(contents.borrow().to_string())),
        NodeData::Element { name, attrs, .. } => {
            let attributes = attrs.borrow();
            let attributes =
                attributes.iter().map(|one| (one.name.local.to_string(), one.value.to_string())).collect();
            Some(Node::Element(Element {
                name: name.local.to_string(),
                attributes,
                children: children_of(handle),
            }))
        }
        _ => None,
    }
}
