//! GIF (version 89a): a header, and then blocks.

use crate::bytes::{array, byte, copy, vector};
use crate::error::{MediaError, Refusal};
use crate::facts::Facts;
use crate::media_type::MediaType;
use std::io::{Read, Write};

const EXTENSION: u8 = 0x21;
const IMAGE: u8 = 0x2C;
const END: u8 = 0x3B;
const GRAPHIC_CONTROL: u8 = 0xF9;
const APPLICATION: u8 = 0xFF;

/// Copies pictures and what animates them, without comments, texts, and data of other applications.
pub(super) fn clean(input: &mut impl Read, output: &mut impl Write) -> Result<Facts, MediaError> {
    let header: [u8; 13] = array(input)?;
    let [_, _, _, _, _, _, w0, w1, h0, h1, flags, ..] = header;
    output.write_all(&header)?;
    copy(input, output, color_table_bytes(flags))?;
    loop {
        match byte(input)? {
            END => break,
            IMAGE => {
                let place: [u8; 9] = array(input)?;
                let [.., flags] = place;
                output.write_all(&[IMAGE])?;
                output.write_all(&place)?;
                // And the least size of a code.
                copy(input, output, color_table_bytes(flags) + 1)?;
                copy_sub_blocks(input, output)?;
            }
            EXTENSION => copy_extension(input, output)?,
            _ => return Err(Refusal::Damaged.into()),
        }
    }
    output.write_all(&[END])?;
    let size = (u16::from_le_bytes([w0, w1]).into(), u16::from_le_bytes([h0, h1]).into());
    // The picture, and one of the same size that is drawn into it.
    Ok(Facts::of_picture(MediaType::Gif, size, 8, false)?)
}

const fn color_table_bytes(flags: u8) -> u64 {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

fn copy_extension(input: &mut impl Read, output: &mut impl Write) -> Result<(), MediaError> {
    let label = byte(input)?;
    let length = byte(input)?;
    let first = vector(input, length.into())?;
    let is_loop = label == APPLICATION && (first == b"NETSCAPE2.0" || first == b"ANIMEXTS1.0");
    let is_kept = label == GRAPHIC_CONTROL || is_loop;
    if is_kept {
        output.write_all(&[EXTENSION, label, length])?;
        output.write_all(&first)?;
    }
    match (length, is_kept) {
        (0, _) => Ok(()),
        (_, true) => copy_sub_blocks(input, output),
        (_, false) => copy_sub_blocks(input, &mut std::io::sink()),
    }
}

fn copy_sub_blocks(input: &mut impl Read, output: &mut impl Write) -> Result<(), MediaError> {
    loop {
        let length = byte(input)?;
        output.write_all(&[length])?;
        if length == 0 {
            return Ok(());
        }
        copy(input, output, length.into())?;
    }
}
