//! Numbers and pieces of files. What is missing at the end is [`io::ErrorKind::UnexpectedEof`].

use std::io::{self, Read, Seek, SeekFrom, Write};

/// The next bytes.
pub(crate) fn array<const N: usize>(input: &mut impl Read) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    input.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// The next bytes. The caller bounds the number.
pub(crate) fn vector(input: &mut impl Read, length: usize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; length];
    input.read_exact(&mut bytes)?;
    Ok(bytes)
}

pub(crate) fn byte(input: &mut impl Read) -> io::Result<u8> {
    array::<1>(input).map(|[byte]| byte)
}

/// Big-endian.
pub(crate) fn be16(input: &mut impl Read) -> io::Result<u16> {
    array(input).map(u16::from_be_bytes)
}

/// Big-endian.
pub(crate) fn be32(input: &mut impl Read) -> io::Result<u32> {
    array(input).map(u32::from_be_bytes)
}

/// Big-endian.
pub(crate) fn be64(input: &mut impl Read) -> io::Result<u64> {
    array(input).map(u64::from_be_bytes)
}

/// Big-endian, of up to eight bytes.
pub(crate) fn be(input: &mut impl Read, length: usize) -> io::Result<u64> {
    (0..length).try_fold(0_u64, |number, _| Ok(number << 8 | u64::from(byte(input)?)))
}

pub(crate) fn copy(input: &mut impl Read, output: &mut impl Write, length: u64) -> io::Result<()> {
    let copied = io::copy(&mut input.take(length), output)?;
    if copied == length { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

/// Passes over bytes, which must be there.
pub(crate) fn skip(input: &mut impl Read, length: u64) -> io::Result<()> {
    copy(input, &mut io::sink(), length)
}

/// Overwrites a range with zeros.
pub(crate) fn erase(file: &mut (impl Write + Seek), start: u64, end: u64) -> io::Result<()> {
    file.seek(SeekFrom::Start(start))?;
    io::copy(&mut io::repeat(0).take(end.saturating_sub(start)), file)?;
    Ok(())
}
