//! The one thing of EXIF that is kept: how a picture is to be turned.

/// The tag of the orientation, in the first directory.
const TAG: u16 = 0x0112;

/// How a picture is turned before it is shown: 1 (not at all) to 8, as in EXIF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Orientation(u8);

impl Orientation {
    pub(crate) const UPRIGHT: Self = Self(1);

    /// That of EXIF data, from its header `II*\0` or `MM\0*` on. Upright if it says nothing sensible.
    pub(crate) fn of_exif(exif: &[u8]) -> Self {
        Self::find(exif).unwrap_or(Self::UPRIGHT)
    }

    fn find(exif: &[u8]) -> Option<Self> {
        let is_little = match exif.get(..4)? {
            b"II*\0" => true,
            b"MM\0*" => false,
            _ => return None,
        };
        let two = |at: usize| -> Option<u16> {
            let bytes = exif.get(at..)?.first_chunk().copied()?;
            Some(if is_little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
        };
        let bytes = exif.get(4..)?.first_chunk().copied()?;
        let directory = if is_little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) };
        let directory = usize::try_from(directory).ok()?;
        let entries = directory.checked_add(2)?;
        let places = (0..usize::from(two(directory)?)).map_while(|index| entries.checked_add(index * 12));
        let entry = places.take_while(|at| two(*at).is_some()).find(|at| two(*at) == Some(TAG))?;
        let value = two(entry.checked_add(8)?)?;
        u8::try_from(value).ok().filter(|value| (1..=8).contains(value)).map(Self)
    }

    /// EXIF data that says nothing else; `None` if nothing has to be said.
    pub(crate) fn to_exif(self) -> Option<[u8; 26]> {
        let mut exif = *b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
        if let Some(value) = exif.get_mut(19) {
            *value = self.0;
        }
        (self != Self::UPRIGHT).then_some(exif)
    }

    /// Whether width and height change places.
    pub(crate) const fn is_sideways(self) -> bool {
        self.0 >= 5
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_orientation_is_read_as_it_is_written() {
        for value in 2..=8 {
            let exif = Orientation(value).to_exif().unwrap();
            assert_eq!(Orientation::of_exif(&exif), Orientation(value));
        }
        assert_eq!(Orientation::UPRIGHT.to_exif(), None);
        let little = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        assert_eq!(Orientation::of_exif(little), Orientation(6));
    }

    #[test]
    fn what_says_nothing_sensible_is_upright() {
        let mut exif = Orientation(3).to_exif().unwrap();
        exif[19] = 9;
        let far = b"MM\0*\xFF\xFF\xFF\xFF";
        for exif in [&exif[..], &exif[..19], far, b"", b"MM\0*", b"GIF89a"] {
            assert_eq!(Orientation::of_exif(exif), Orientation::UPRIGHT);
        }
    }
}
