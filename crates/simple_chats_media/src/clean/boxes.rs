//! The boxes of ISO base media files (ISO/IEC 14496-12, 4.2), which MP4 and AVIF are made of.

use crate::bytes::{array, be32, be64, erase};
use crate::error::{MediaError, Refusal};
use std::io::{Read, Seek, SeekFrom, Write};

/// Usual files have some hundreds.
const MAX_BOXES: usize = 20_000;

/// A box: its type, where it begins, and where its content is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) kind: [u8; 4],
    pub(super) start: u64,
    pub(super) content: u64,
    pub(super) end: u64,
}

/// A file whose boxes are read and, where they have to go, overwritten.
pub(super) struct Boxes<'a, F> {
    pub(super) file: &'a mut F,
    visited: usize,
}

impl<'a, F: Read + Write + Seek> Boxes<'a, F> {
    pub(super) const fn of(file: &'a mut F) -> Self {
        Self { file, visited: 0 }
    }

    pub(super) fn seek(&mut self, place: u64) -> Result<(), MediaError> {
        self.file.seek(SeekFrom::Start(place))?;
        Ok(())
    }

    /// The boxes from one place to another.
    pub(super) fn between(&mut self, mut start: u64, end: u64) -> Result<Vec<Place>, MediaError> {
        let mut found = Vec::new();
        while start < end {
            self.visited += 1;
            if self.visited > MAX_BOXES {
                return Err(Refusal::TooComplex.into());
            }
            let place = self.at(start, end)?;
            start = place.end;
            found.push(place);
        }
        Ok(found)
    }

    fn at(&mut self, start: u64, end: u64) -> Result<Place, MediaError> {
        self.seek(start)?;
        let length = be32(self.file)?;
        let kind = array(self.file)?;
        let (header, length) = match length {
            0 => (8, end - start),
            1 => (16, be64(self.file)?),
            length => (8, length.into()),
        };
        match start.checked_add(length) {
            Some(own_end) if length >= header && own_end <= end => {
                Ok(Place { kind, start, content: start + header, end: own_end })
            }
            _ => Err(Refusal::Damaged.into()),
        }
    }

    /// The boxes in a box. All but those of these types are erased.
    pub(super) fn only(&mut self, parent: Place, kept: &[&[u8; 4]]) -> Result<Vec<Place>, MediaError> {
        self.only_between(parent.content, parent.end, kept)
    }

    /// The boxes from one place to another. All but those of these types are erased.
    pub(super) fn only_between(
        &mut self,
        start: u64,
        end: u64,
        kept: &[&[u8; 4]],
    ) -> Result<Vec<Place>, MediaError> {
        let found = self.between(start, end)?;
        let (kept, other): (Vec<Place>, Vec<Place>) =
            found.into_iter().partition(|place| kept.contains(&&place.kind));
        for place in other {
            self.free(place)?;
        }
        Ok(kept)
    }

    /// Makes free space of a box, so that nothing else changes its place.
    fn free(&mut self, place: Place) -> Result<(), MediaError> {
        self.seek(place.start + 4)?;
        self.file.write_all(b"free")?;
        erase(self.file, place.content, place.end)?;
        Ok(())
    }
}

/// The first box of a type.
pub(super) fn first(places: &[Place], kind: [u8; 4]) -> Option<Place> {
    places.iter().find(|place| place.kind == kind).copied()
}
