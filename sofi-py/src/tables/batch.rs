//! Rows as Arrow batches.

use std::sync::Arc;

use arrow_array::{
    ArrayRef, RecordBatch,
    builder::{
        ArrayBuilder, BooleanBuilder, Date32Builder, Decimal128Builder, Float64Builder, Int64Builder,
        ListBuilder, StringBuilder,
    },
    types::Date32Type,
};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use sofi_lheo::tables::{Cell, Kind, Row, Table};

/// Euros and cents: as many digits as `sofi_core::Prix` may have.
const PRIX: (u8, i8) = (14, 2);

/// The Arrow type of the cells of a column.
fn data_type(kind: Kind) -> DataType {
    match kind {
        Kind::Texte => DataType::Utf8,
        Kind::Textes => DataType::List(Arc::new(Field::new_list_field(DataType::Utf8, true))),
        Kind::Entier => DataType::Int64,
        Kind::Degres => DataType::Float64,
        Kind::Booleen => DataType::Boolean,
        Kind::Date => DataType::Date32,
        Kind::Prix => DataType::Decimal128(PRIX.0, PRIX.1),
    }
}

/// The Arrow schema of a table.
pub(super) fn schema(table: Table) -> SchemaRef {
    let fields = table.columns().map(|column| Field::new(column.name(), data_type(column.kind()), true));
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}

/// A batch that is being filled.
pub(super) struct Batch {
    table: Table,
    schema: SchemaRef,
    columns: Vec<Filling>,
    rows: usize,
    /// Bytes of its texts.
    bytes: usize,
}

impl Batch {
    /// A batch goes as soon as it has as many rows, or as many bytes of text: memory is bounded by both.
    const ROWS: usize = 1 << 14;
    const BYTES: usize = 1 << 22;

    pub(super) fn new(table: Table, schema: SchemaRef) -> Self {
        let columns = table.columns().map(|column| Filling::new(column.kind())).collect();
        Self { table, schema, columns, rows: 0, bytes: 0 }
    }

    pub(super) fn push(&mut self, row: &Row<'_>) {
        for (filling, column) in self.columns.iter_mut().zip(self.table.columns()) {
            self.bytes += filling.push(column.cell(row));
        }
        self.rows += 1;
    }

    pub(super) const fn is_full(&self) -> bool {
        self.rows >= Self::ROWS || self.bytes >= Self::BYTES
    }

    /// What was filled, if anything; it starts again from nothing.
    pub(super) fn take(&mut self) -> Result<Option<RecordBatch>, ArrowError> {
        if std::mem::take(&mut self.rows) == 0 {
            return Ok(None);
        }
        self.bytes = 0;
        let arrays = self.columns.iter_mut().map(Filling::finish).collect();
        RecordBatch::try_new(Arc::clone(&self.schema), arrays).map(Some)
    }
}

/// A column that is being filled.
enum Filling {
    Texte(StringBuilder),
    Textes(ListBuilder<StringBuilder>),
    Entier(Int64Builder),
    Degres(Float64Builder),
    Booleen(BooleanBuilder),
    Date(Date32Builder),
    Prix(Decimal128Builder),
}

impl Filling {
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Texte => Self::Texte(StringBuilder::new()),
            Kind::Textes => Self::Textes(ListBuilder::new(StringBuilder::new())),
            Kind::Entier => Self::Entier(Int64Builder::new()),
            Kind::Degres => Self::Degres(Float64Builder::new()),
            Kind::Booleen => Self::Booleen(BooleanBuilder::new()),
            Kind::Date => Self::Date(Date32Builder::new()),
            Kind::Prix => Self::Prix(Decimal128Builder::new().with_data_type(data_type(Kind::Prix))),
        }
    }

    /// Adds a cell; gives the bytes of its text. A test of sofi-lheo says that cells are of the kind of their column.
    fn push(&mut self, cell: Option<Cell<'_>>) -> usize {
        match (self, cell) {
            (Self::Texte(filling), Some(Cell::Texte(text))) => {
                filling.append_value(&text);
                return text.len();
            }
            (Self::Textes(filling), Some(Cell::Textes(texts))) => {
                for text in &texts {
                    filling.values().append_value(text);
                }
                filling.append(true);
                return texts.iter().map(|text| text.len()).sum();
            }
            (Self::Entier(filling), Some(Cell::Entier(number))) => filling.append_value(number),
            (Self::Degres(filling), Some(Cell::Degres(degrees))) => filling.append_value(degrees),
            (Self::Booleen(filling), Some(Cell::Booleen(value))) => filling.append_value(value),
            (Self::Date(filling), Some(Cell::Date(date))) => {
                filling.append_value(Date32Type::from_naive_date(date));
            }
            (Self::Prix(filling), Some(Cell::Prix(prix))) => filling.append_value(prix.centimes().into()),
            (Self::Texte(filling), _) => filling.append_null(),
            (Self::Textes(filling), _) => filling.append_null(),
            (Self::Entier(filling), _) => filling.append_null(),
            (Self::Degres(filling), _) => filling.append_null(),
            (Self::Booleen(filling), _) => filling.append_null(),
            (Self::Date(filling), _) => filling.append_null(),
            (Self::Prix(filling), _) => filling.append_null(),
        }
        0
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Texte(filling) => ArrayBuilder::finish(filling),
            Self::Textes(filling) => ArrayBuilder::finish(filling),
            Self::Entier(filling) => ArrayBuilder::finish(filling),
            Self::Degres(filling) => ArrayBuilder::finish(filling),
            Self::Booleen(filling) => ArrayBuilder::finish(filling),
            Self::Date(filling) => ArrayBuilder::finish(filling),
            Self::Prix(filling) => ArrayBuilder::finish(filling),
        }
    }
}
