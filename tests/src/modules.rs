//! Which module imports which, read from the sources of a crate or of the scripts. Modules are named by their paths:
//! `delivery/hub/state`; the root of a crate is the empty path, and another crate is `extern:name`.

use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Source texts by path, without the extension.
pub type Sources = BTreeMap<String, String>;

/// The modules that each module imports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imports(BTreeMap<String, BTreeSet<String>>);

/// Modules that others may not import. All names are separated by spaces, and each includes its submodules; the name of
/// another crate includes those that begin with it.
#[derive(Debug)]
pub struct Rule {
    /// The importing modules.
    pub of: &'static str,
    /// What they may not import.
    pub forbids: &'static str,
    /// The reason.
    pub because: &'static str,
}

/// Reads all sources with this extension below a folder.
#[must_use]
pub fn sources(folder: &Path, extension: &str) -> Sources {
    let mut sources = Sources::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                let name = path.strip_prefix(folder).expect("below the folder").with_extension("");
                let text = std::fs::read_to_string(&path).expect("a source can be read");
                sources.insert(name.display().to_string(), text);
            }
        }
    }
    sources
}

impl Imports {
    /// The imports of scripts, types in comments included.
    #[must_use]
    pub fn of_scripts(sources: &Sources) -> Self {
        let import = regex(r#"(?:\bfrom|\bimport)\s*\(?\s*["'](\.[^"']+)\.js["']"#);
        let mut imports = Self::default();
        for (module, text) in sources {
            let found = import.captures_iter(text).map(|import| {
                let mut path: Vec<&str> = parent(module).split('/').filter(|part| !part.is_empty()).collect();
                for part in import[1].split('/') {
                    match part {
                        "." => {}
                        ".." => {
                            path.pop();
                        }
                        name => path.push(name),
                    }
                }
                path.join("/")
            });
            imports.0.insert(module.clone(), found.filter(|found| found != module).collect());
        }
        imports
    }

    /// The imports of a crate, by `use` and by paths within the code, tests excepted.
    #[must_use]
    pub fn of_crate(sources: &Sources) -> Self {
        let modules = Modules::new(sources);
        let imports = modules.0.keys().map(|module| (module.clone(), modules.imports_of(module)));
        Self(imports.collect())
    }

    /// The circles among the modules of each folder, each module including its submodules. An import of a module's own
    /// parent doesn't count: a file and the folder of its name are one module for the others.
    #[must_use]
    pub fn circles(&self) -> Vec<String> {
        let folders: BTreeSet<&str> = self.0.keys().flat_map(|module| ancestors(module)).collect();
        let circles = folders.into_iter().filter_map(|folder| {
            let circle = find_circle(self.among_children(folder))?;
            Some(format!("{folder}/: {}", circle.join(" imports ")))
        });
        circles.collect()
    }

    /// The imports that a rule forbids.
    #[must_use]
    pub fn violations(&self, rules: &[Rule]) -> Vec<String> {
        let mut violations = Vec::new();
        for Rule { of, forbids, because } in rules {
            for (module, imported) in &self.0 {
                for other in imported.iter().filter(|other| is_in(module, of) && is_in(other, forbids)) {
                    violations.push(format!("{module} imports {other}, but {because}"));
                }
            }
        }
        violations
    }

    /// The imports of a module that it is in, except by some modules.
    #[must_use]
    pub fn upward(&self, except: &str) -> Vec<String> {
        let importing = self.0.iter().filter(|(module, _)| !is_in(module, except));
        let upward = importing.flat_map(|(module, imported)| {
            let above = imported.iter().filter(move |other| ancestors(module).any(|above| above == *other));
            above.map(move |other| format!("{module} imports {other}, in which it is"))
        });
        upward.collect()
    }

    /// All modules that have imports or are imported.
    #[must_use]
    pub fn knows(&self, module: &str) -> bool {
        self.0.keys().any(|known| is_in(known, module))
            || self.0.values().flatten().any(|known| is_in(known, module))
    }

    fn among_children(&self, folder: &str) -> BTreeMap<String, BTreeSet<String>> {
        let child = |module: &str| -> Option<String> {
            let rest =
                if folder.is_empty() { module } else { module.strip_prefix(folder)?.strip_prefix('/')? };
            let name = rest.split('/').next()?;
            (!name.is_empty() && !name.starts_with("extern:")).then(|| name.to_owned())
        };
        let mut among = BTreeMap::<String, BTreeSet<String>>::new();
        for (module, imported) in &self.0 {
            let Some(from) = child(module) else { continue };
            let others = imported.iter().filter_map(|other| child(other)).filter(|other| *other != from);
            among.entry(from.clone()).or_default().extend(others);
        }
        among
    }
}

/// The modules of a crate, without comments, strings, and tests.
struct Modules(BTreeMap<String, Module>);

struct Module {
    /// The paths that it uses, and whether it exports them again.
    uses: Vec<(String, bool)>,
    /// The paths within its code.
    paths: Vec<String>,
}

impl Modules {
    fn new(sources: &Sources) -> Self {
        let noise = regex(r##"//[^\n]*|r#"(?s:.*?)"#|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])'|pub\(in [\w:]+\)"##);
        let statement = regex(r"(pub(?:\([^)]*\))? )?\buse ([^;]+);");
        let path_in_code = regex(r"(?:^|[^\w:])((?:[a-z_]\w*::)+\w+)");
        let test_module = regex(r"#\[cfg\(test\)\]\s*(?:pub(?:\([^)]*\))? )?mod (\w+);");
        let inline_tests = regex(r"(?s)#\[cfg\(test\)\]\s*mod \w+ \{.*?\n\}");
        let mut tests = BTreeSet::new();
        let mut modules = BTreeMap::new();
        for (path, text) in sources.iter().filter(|(path, _)| *path != "main") {
            let module = if path == "lib" { "" } else { path.trim_end_matches("/mod") };
            let text = noise.replace_all(text, "");
            tests.extend(test_module.captures_iter(&text).map(|test| join(module, &test[1])));
            let text = inline_tests.replace_all(&text, "");
            let uses = statement.captures_iter(&text).flat_map(|found| {
                let is_public = found.get(1).is_some();
                expand("", &found[2]).into_iter().map(move |path| (path, is_public))
            });
            let code = statement.replace_all(&text, ";");
            let paths = path_in_code.captures_iter(&code).map(|path| path[1].to_owned());
            let (uses, paths) = (uses.collect(), paths.collect());
            modules.insert(module.to_owned(), Module { uses, paths });
        }
        modules.retain(|module, _| !tests.iter().any(|test| is_in(module, test)));
        Self(modules)
    }

    fn imports_of(&self, module: &str) -> BTreeSet<String> {
        let Module { uses, paths } = &self.0[module];
        let resolved =
            uses.iter().map(|(path, _)| path).chain(paths).map(|path| match self.absolute(module, path) {
                Some(path) => self.module_of(&path, module, 0),
                None => format!("extern:{}", path.split("::").next().unwrap_or_default()),
            });
        resolved.filter(|found| found != module).collect()
    }

    /// A path from the crate's root, by slashes; nothing if it leads to another crate.
    fn absolute(&self, module: &str, path: &str) -> Option<String> {
        let path = path.split(" as ").next().unwrap_or_default().trim();
        let (first, rest) = path.split_once("::").unwrap_or((path, ""));
        let rest = rest.replace("::", "/");
        match first {
            "crate" => Some(rest),
            "self" => Some(join(module, &rest)),
            "super" => match rest.strip_prefix("super/") {
                Some(rest) => self.absolute(parent(module), &format!("super::{}", rest.replace('/', "::"))),
                None => Some(join(parent(module), &rest)),
            },
            name => self.0.contains_key(&join(module, name)).then(|| join(module, &path.replace("::", "/"))),
        }
    }

    /// The module that declares an item: the longest part of the path that is one, or the one that it is exported from
    /// again. The submodules of a module see what that one imports for itself.
    fn module_of(&self, path: &str, importer: &str, depth: u8) -> String {
        let mut module = path;
        while !self.0.contains_key(module) {
            module = parent(module);
        }
        let rest = path.strip_prefix(module).unwrap_or_default().trim_start_matches('/');
        let name = rest.split('/').next().unwrap_or_default();
        let is_named = |path: &str| path.rsplit(['/', ':', ' ']).next() == Some(name);
        let sees_all = ancestors(importer).any(|above| above == module);
        let mut exported =
            self.0[module].uses.iter().filter(|(path, is_public)| (*is_public || sees_all) && is_named(path));
        let onward = exported.find_map(|(path, _)| self.absolute(module, path));
        match onward {
            Some(path) if !name.is_empty() && depth < 8 => self.module_of(&path, importer, depth + 1),
            _ => module.to_owned(),
        }
    }
}

/// The paths of a `use` tree.
fn expand(prefix: &str, tree: &str) -> Vec<String> {
    let tree = tree.trim();
    let Some((head, group)) = tree.split_once('{') else { return vec![format!("{prefix}{tree}")] };
    let group = group.trim_end().strip_suffix('}').unwrap_or(group);
    let (mut parts, mut depth) = (vec![String::new()], 0);
    for character in group.chars() {
        match character {
            ',' if depth == 0 => parts.push(String::new()),
            other => {
                depth += i32::from(other == '{') - i32::from(other == '}');
                parts.last_mut().expect("never empty").push(other);
            }
        }
    }
    let prefix = format!("{prefix}{head}");
    parts.iter().filter(|part| !part.trim().is_empty()).flat_map(|part| expand(&prefix, part)).collect()
}

/// A circle in a graph. What imports nothing that is left is in none, and is taken away until only circles are left, and
/// what leads to them.
fn find_circle(mut graph: BTreeMap<String, BTreeSet<String>>) -> Option<Vec<String>> {
    loop {
        let before = graph.len();
        let left: BTreeSet<String> = graph.keys().cloned().collect();
        for imported in graph.values_mut() {
            imported.retain(|other| left.contains(other));
        }
        graph.retain(|_, imported| !imported.is_empty());
        if graph.len() == before {
            break;
        }
    }
    let mut path = vec![graph.keys().next()?.clone()];
    loop {
        let next = graph[path.last()?].first()?.clone();
        if let Some(start) = path.iter().position(|module| *module == next) {
            path.push(next);
            return Some(path.split_off(start));
        }
        path.push(next);
    }
}

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a valid pattern")
}

fn join(module: &str, name: &str) -> String {
    if module.is_empty() || name.is_empty() { format!("{module}{name}") } else { format!("{module}/{name}") }
}

fn parent(module: &str) -> &str {
    module.rsplit_once('/').map_or("", |(parent, _)| parent)
}

/// The folders above a module, up to the root.
fn ancestors(module: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(module), |&module: &&str| (!module.is_empty()).then(|| parent(module))).skip(1)
}

fn is_in(module: &str, names: &str) -> bool {
    let is_one = |name: &str| {
        let of_family = name.starts_with("extern:") && module.starts_with(name);
        module == name || module.starts_with(&format!("{name}/")) || of_family
    };
    names.split(' ').any(is_one)
}

#[cfg(test)]
mod tests;
