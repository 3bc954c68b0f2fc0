//! Bytes of keys and rows in the journal. Columns are named, so that an image stays readable when a later version
//! adds columns.

pub(in crate::store) use rusqlite::types::Value;

use crate::store::error::StoreError;

/// Which row, or which run of rows made at once.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::store) enum RowKey {
    /// Values of the primary key.
    One(Vec<Value>),
    /// All rows whose first key column lies between these, both included.
    Range(i64, i64),
}

/// State of a row to swap back in. (No image at all: the row did not exist.)
#[derive(Clone, Debug, PartialEq)]
pub(in crate::store) enum Image {
    /// A whole row: column names and values.
    Row(Vec<(String, Value)>),
    /// Only the columns that changed.
    Part(Vec<(String, Value)>),
    /// The rows of a range: column names, then each row's values.
    Rows(Vec<String>, Vec<Vec<Value>>),
}

impl RowKey {
    /// Bytes for the file.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        match self {
            Self::One(values) => {
                out.push(0);
                put_count(&mut out, values.len());
                for value in values {
                    put_value(&mut out, value);
                }
            }
            Self::Range(first, last) => {
                out.push(1);
                out.extend(first.to_le_bytes());
                out.extend(last.to_le_bytes());
            }
        }
        out
    }

    /// What [`RowKey::encode`] wrote.
    pub fn decode(bytes: &[u8]) -> Result<Self, StoreError> {
        let mut from = Reader(bytes);
        let key = match from.byte()? {
            0 => {
                let n = from.count()?;
                Self::One((0..n).map(|_| from.value()).collect::<Result<_, _>>()?)
            }
            1 => Self::Range(from.i64()?, from.i64()?),
            other => return Err(StoreError::Journal(format!("key of kind {other}"))),
        };
        from.end(key)
    }
}

impl Image {
    /// Bytes for the file.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        match self {
            Self::Row(columns) | Self::Part(columns) => {
                out.push(if matches!(self, Self::Row(_)) { 1 } else { 2 });
                put_count(&mut out, columns.len());
                for (name, value) in columns {
                    put_bytes(&mut out, name.as_bytes());
                    put_value(&mut out, value);
                }
            }
            Self::Rows(names, rows) => {
                out.push(3);
                put_count(&mut out, names.len());
                for name in names {
                    put_bytes(&mut out, name.as_bytes());
                }
                put_count(&mut out, rows.len());
                for value in rows.iter().flatten() {
                    put_value(&mut out, value);
                }
            }
        }
        out
    }

    /// What [`Image::encode`] wrote.
    pub fn decode(bytes: &[u8]) -> Result<Self, StoreError> {
        let mut from = Reader(bytes);
        let kind = from.byte()?;
        let n = from.count()?;
        let image = match kind {
            1 | 2 => {
                let columns =
                    (0..n).map(|_| Ok((from.text()?, from.value()?))).collect::<Result<_, StoreError>>()?;
                if kind == 1 { Self::Row(columns) } else { Self::Part(columns) }
            }
            3 => {
                let names = (0..n).map(|_| from.text()).collect::<Result<Vec<_>, _>>()?;
                let count = from.count()?;
                let rows = (0..count)
                    .map(|_| (0..n).map(|_| from.value()).collect::<Result<Vec<_>, _>>())
                    .collect::<Result<_, _>>()?;
                Self::Rows(names, rows)
            }
            other => return Err(StoreError::Journal(format!("image of kind {other}"))),
        };
        from.end(image)
    }
}

/// Numbers as LEB128: most are under 128.
fn put_count(out: &mut Vec<u8>, mut n: usize) {
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put_count(out, bytes.len());
    out.extend(bytes);
}

fn put_value(out: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Null => out.push(0),
        Value::Integer(n) => {
            out.push(1);
            out.extend(n.to_le_bytes());
        }
        Value::Real(x) => {
            out.push(2);
            out.extend(x.to_le_bytes());
        }
        Value::Text(text) => {
            out.push(3);
            put_bytes(out, text.as_bytes());
        }
        Value::Blob(bytes) => {
            out.push(4);
            put_bytes(out, bytes);
        }
    }
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn take(&mut self, n: usize) -> Result<&[u8], StoreError> {
        let (head, tail) =
            self.0.split_at_checked(n).ok_or_else(|| StoreError::Journal("cut short".to_owned()))?;
        self.0 = tail;
        Ok(head)
    }

    fn byte(&mut self) -> Result<u8, StoreError> {
        Ok(self.take(1)?[0])
    }

    fn i64(&mut self) -> Result<i64, StoreError> {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(self.take(8)?);
        Ok(i64::from_le_bytes(bytes))
    }

    fn count(&mut self) -> Result<usize, StoreError> {
        let mut n = 0_usize;
        for shift in (0..usize::BITS).step_by(7) {
            let byte = self.byte()?;
            n |= usize::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Ok(n);
            }
        }
        Err(StoreError::Journal("a count too long".to_owned()))
    }

    fn bytes(&mut self) -> Result<Vec<u8>, StoreError> {
        let n = self.count()?;
        Ok(self.take(n)?.to_vec())
    }

    fn text(&mut self) -> Result<String, StoreError> {
        String::from_utf8(self.bytes()?).map_err(|_| StoreError::Journal("text that is no UTF-8".to_owned()))
    }

    fn value(&mut self) -> Result<Value, StoreError> {
        Ok(match self.byte()? {
            0 => Value::Null,
            1 => Value::Integer(self.i64()?),
            2 => Value::Real(f64::from_bits(self.i64()? as u64)),
            3 => Value::Text(self.text()?),
            4 => Value::Blob(self.bytes()?),
            other => return Err(StoreError::Journal(format!("value of kind {other}"))),
        })
    }

    fn end<T>(&self, read: T) -> Result<T, StoreError> {
        if self.0.is_empty() { Ok(read) } else { Err(StoreError::Journal("bytes left over".to_owned())) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn value() -> impl Strategy<Value = Value> {
        prop_oneof![
            Just(Value::Null),
            any::<i64>().prop_map(Value::Integer),
            any::<i32>().prop_map(|x| Value::Real(f64::from(x) / 3.0)),
            ".*".prop_map(Value::Text),
            any::<Vec<u8>>().prop_map(Value::Blob),
        ]
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            columns in prop::collection::vec(("[a-z_]{1,20}", value()), 0..30),
            first in any::<i64>(),
            last in any::<i64>(),
        ) {
            let names: Vec<String> = columns.iter().map(|(n, _)| n.clone()).collect();
            let values: Vec<Value> = columns.iter().map(|(_, v)| v.clone()).collect();
            for image in [
                Image::Row(columns.clone()),
                Image::Part(columns),
                Image::Rows(names, vec![values.clone(), values.clone()]),
            ] {
                prop_assert_eq!(Image::decode(&image.encode()).unwrap(), image);
            }
            for key in [RowKey::One(values), RowKey::Range(first, last)] {
                prop_assert_eq!(RowKey::decode(&key.encode()).unwrap(), key);
            }
        }

        #[test]
        fn damaged_bytes_are_an_error_and_no_panic(bytes in any::<Vec<u8>>()) {
            let _ = Image::decode(&bytes);
            let _ = RowKey::decode(&bytes);
        }
    }
}
