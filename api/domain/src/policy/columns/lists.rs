//! The lists of a chunk: the fields of all items of all its cases, one after
//! the other, and where each case's items begin.

use super::ListColumn;
use super::vector::{Chunk, ListChunk, Val};
use crate::policy::check::MAX_ITEMS;
use crate::policy::compiled::CompiledInput;
use crate::policy::document::Input;

impl<'a> Chunk<'a> {
    pub(super) fn list(
        &mut self,
        input: &Input,
        known: &CompiledInput,
        list: Option<&'a ListColumn>,
        asked: &Val<'a>,
        (from, to): (usize, usize),
    ) {
        let mut items = ListChunk::default();
        let Some(list) = list else {
            items.starts = vec![0; to - from + 1];
            items.cells = known.fields.iter().flat_map(|absent| [Val::One(*absent), Val::One(0)]).collect();
            self.lists.push(items);
            return;
        };
        let (first, last) = list.span(from, to);
        let most = usize::from(input.max_items.unwrap_or(MAX_ITEMS));
        items.starts.push(0);
        for row in 0..to - from {
            let (begin, end) = list.span(from + row, from + row + 1);
            items.owner.resize(end - first, row);
            items.starts.push(end - first);
            // What is not asked for does not count, so it is computed by itself.
            if (end - begin > most || (asked.at(row) == 0 && end > begin))
                && let Some(doubt) = self.doubt.get_mut(row)
            {
                *doubt = true;
            }
        }
        let mut doubt = std::mem::take(&mut self.doubt);
        let owner = &items.owner;
        let mut wrong = |item: usize| {
            if let Some(doubt) = owner.get(item).and_then(|row| doubt.get_mut(*row)) {
                *doubt = true;
            }
        };
        let mut cells = Vec::with_capacity(2 * input.fields.len());
        for (field, absent) in input.fields.iter().zip(&known.fields) {
            let (value, given) = match list.fields.get(&field.name) {
                Some(column) => {
                    let read = self.column(field, *absent, column, Val::One(1), (first, last), &mut wrong);
                    (read.value, read.given)
                }
                None => (Val::One(*absent), Val::One(0)),
            };
            if field.required && field.default.is_none() && !matches!(given, Val::One(1)) {
                (0..last - first).filter(|item| given.at(*item) == 0).for_each(&mut wrong);
            }
            cells.extend([value, given]);
        }
        let named = |name: &String| input.fields.iter().any(|field| field.name == *name);
        for (_, column) in list.fields.iter().filter(|(name, _)| !named(name)) {
            (first..last).filter(|item| column.is_given(*item)).for_each(|item| wrong(item - first));
        }
        self.doubt = doubt;
        items.cells = cells;
        self.lists.push(items);
    }
}
