//! AVIF: a box `meta` that describes items (ISO/IEC 14496-12, 8.11), and their data. Items of metadata become zeros.

use super::boxes::{Boxes, Place, first};
use super::mp4;
use crate::bytes::{array, be, be16, be32, byte, erase, skip};
use crate::error::{MediaError, Refusal};
use crate::facts::Facts;
use crate::limits::MAX_PIXELS;
use crate::media_type::MediaType;
use std::collections::BTreeSet;
use std::io::{Read, Seek, Write};

const TOP: [&[u8; 4]; 6] = [b"ftyp", b"meta", b"mdat", b"moov", b"moof", b"sidx"];
const META: [&[u8; 4]; 9] = [b"hdlr", b"pitm", b"iloc", b"iinf", b"iprp", b"iref", b"idat", b"grpl", b"dinf"];

/// Items that a picture is drawn from.
const PICTURES: [&[u8; 4]; 6] = [b"av01", b"grid", b"iovl", b"iden", b"tmap", b"av1C"];

/// Usual files have some hundreds, if they consist of tiles.
const MAX_ITEMS: u32 = 10_000;

/// Overwrites metadata: items that are no pictures, and boxes that are not needed.
pub(super) fn clean(file: &mut (impl Read + Write + Seek), length: u64) -> Result<Facts, MediaError> {
    let mut boxes = Boxes::of(file);
    let top = boxes.only_between(0, length, &TOP)?;
    mp4::clean_sequences(&mut boxes, &top)?;
    let mut meta = top.iter().filter(|place| &place.kind == b"meta");
    let (Some(only), None) = (meta.next(), meta.next()) else { return Err(Refusal::Damaged.into()) };
    // It begins with a version and flags.
    let parts = boxes.only_between(only.content + 4, only.end, &META)?;
    let others = rename_others(&mut boxes, &parts)?;
    erase_items(&mut boxes, &parts, &others, length)?;
    let dimensions = dimensions(&mut boxes, &parts)?;
    let pixels = dimensions.map_or(0, |(width, height)| u64::from(width) * u64::from(height));
    if pixels > MAX_PIXELS {
        return Err(Refusal::TooLarge.into());
    }
    Ok(Facts { dimensions, ..Facts::of(MediaType::Avif) })
}

fn required(parts: &[Place], kind: [u8; 4]) -> Result<Place, Refusal> {
    first(parts, kind).ok_or(Refusal::Damaged)
}

/// Numbers of items have 16 bits in older versions of a box.
fn item_id(file: &mut impl Read, is_short: bool) -> std::io::Result<u32> {
    if is_short { be16(file).map(u32::from) } else { be32(file) }
}

/// Gives items that are no pictures a type that readers pass over. Returns their ids.
fn rename_others(
    boxes: &mut Boxes<'_, impl Read + Write + Seek>,
    parts: &[Place],
) -> Result<BTreeSet<u32>, MediaError> {
    let list = required(parts, *b"iinf")?;
    boxes.seek(list.content)?;
    let entries = list.content + if byte(boxes.file)? == 0 { 6 } else { 8 };
    let mut others = BTreeSet::new();
    for entry in boxes.only_between(entries, list.end, &[b"infe"])? {
        boxes.seek(entry.content)?;
        let [version, ..]: [u8; 4] = array(boxes.file)?;
        if !matches!(version, 2 | 3) {
            return Err(Refusal::Damaged.into());
        }
        let id = item_id(boxes.file, version == 2)?;
        skip(boxes.file, 2)?;
        let kind: [u8; 4] = array(boxes.file)?;
        if !PICTURES.contains(&&kind) {
            others.insert(id);
            boxes.seek(entry.content + if version == 2 { 8 } else { 10 })?;
            boxes.file.write_all(b"skip")?;
        }
    }
    Ok(others)
}

/// Overwrites the data of items.
fn erase_items(
    boxes: &mut Boxes<'_, impl Read + Write + Seek>,
    parts: &[Place],
    items: &BTreeSet<u32>,
    length: u64,
) -> Result<(), MediaError> {
    if items.is_empty() {
        return Ok(());
    }
    let data = first(parts, *b"idat").map(|place| place.content);
    let ranges = ranges(boxes, required(parts, *b"iloc")?, items, data)?;
    let total = ranges.iter().try_fold(0_u64, |total, (_, size)| total.checked_add(*size));
    // Without overlaps, they are no longer than the file.
    if total.is_none_or(|total| total > length) {
        return Err(Refusal::Damaged.into());
    }
    for (start, size) in ranges {
        match start.checked_add(size) {
            Some(end) if end <= length => erase(boxes.file, start, end)?,
            _ => return Err(Refusal::Damaged.into()),
        }
    }
    Ok(())
}

/// Where the data of items is: places and lengths.
fn ranges(
    boxes: &mut Boxes<'_, impl Read + Write + Seek>,
    list: Place,
    items: &BTreeSet<u32>,
    data: Option<u64>,
) -> Result<Vec<(u64, u64)>, MediaError> {
    boxes.seek(list.content)?;
    let file = &mut *boxes.file;
    let [version, _, _, _]: [u8; 4] = array(file)?;
    let [sizes, more_sizes]: [u8; 2] = array(file)?;
    let halves = |byte: u8| (usize::from(byte >> 4), usize::from(byte & 15));
    let ((offset_size, length_size), (base_size, index_size)) = (halves(sizes), halves(more_sizes));
    if version > 2 || [offset_size, length_size, base_size, index_size].iter().any(|size| *size > 8) {
        return Err(Refusal::Damaged.into());
    }
    let count = item_id(file, version < 2)?;
    if count > MAX_ITEMS {
        return Err(Refusal::TooComplex.into());
    }
    let mut ranges = Vec::new();
    for _ in 0..count {
        let id = item_id(file, version < 2)?;
        let is_wanted = items.contains(&id);
        let method = if version == 0 { 0 } else { be16(file)? & 15 };
        let is_elsewhere = be16(file)? != 0;
        let base = be(file, base_size)?;
        let start = match method {
            0 => Some(base),
            1 => data.and_then(|data| data.checked_add(base)),
            _ => None,
        };
        if is_wanted && (is_elsewhere || start.is_none()) {
            return Err(Refusal::Metadata.into());
        }
        for _ in 0..be16(file)? {
            if version > 0 {
                be(file, index_size)?;
            }
            let (offset, length) = (be(file, offset_size)?, be(file, length_size)?);
            let start = start.and_then(|start| start.checked_add(offset)).filter(|_| is_wanted);
            if let Some(start) = start {
                ranges.push((start, length));
            } else if is_wanted {
                return Err(Refusal::Damaged.into());
            }
        }
        if ranges.len() > usize::from(u16::MAX) {
            return Err(Refusal::TooComplex.into());
        }
    }
    Ok(ranges)
}

/// The size of the primary item after it is turned.
fn dimensions(
    boxes: &mut Boxes<'_, impl Read + Write + Seek>,
    parts: &[Place],
) -> Result<Option<(u32, u32)>, MediaError> {
    boxes.seek(required(parts, *b"pitm")?.content)?;
    let [version, ..]: [u8; 4] = array(boxes.file)?;
    let primary = item_id(boxes.file, version == 0)?;
    let properties = required(parts, *b"iprp")?;
    let properties = boxes.between(properties.content, properties.end)?;
    let container = required(&properties, *b"ipco")?;
    let all = boxes.between(container.content, container.end)?;
    let mut size = None;
    let mut is_sideways = false;
    for index in associated(boxes, required(&properties, *b"ipma")?, primary)? {
        let Some(property) = index.checked_sub(1).and_then(|index| all.get(index)) else { continue };
        boxes.seek(property.content)?;
        match &property.kind {
            b"ispe" => {
                skip(boxes.file, 4)?;
                size = Some((be32(boxes.file)?, be32(boxes.file)?));
            }
            b"irot" => is_sideways = byte(boxes.file)? & 1 == 1,
            _ => {}
        }
    }
    let size = size.filter(|(width, height)| *width > 0 && *height > 0);
    Ok(size.map(|(width, height)| if is_sideways { (height, width) } else { (width, height) }))
}

/// The indexes, from 1, of the properties of an item.
fn associated(
    boxes: &mut Boxes<'_, impl Read + Write + Seek>,
    list: Place,
    item: u32,
) -> Result<Vec<usize>, MediaError> {
    boxes.seek(list.content)?;
    let file = &mut *boxes.file;
    let [version, _, _, flags]: [u8; 4] = array(file)?;
    let count = be32(file)?;
    if count > MAX_ITEMS {
        return Err(Refusal::TooComplex.into());
    }
    let mut found = Vec::new();
    for _ in 0..count {
        let id = item_id(file, version == 0)?;
        for _ in 0..byte(file)? {
            let index = if flags & 1 == 1 { be16(file)? & 0x7FFF } else { u16::from(byte(file)? & 0x7F) };
            if id == item {
                found.push(usize::from(index));
            }
        }
    }
    Ok(found)
}
