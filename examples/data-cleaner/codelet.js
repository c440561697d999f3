// Written by an analyst: rows as people type them in, rows as a database likes them out.
import dayjs from 'dayjs';
import customParseFormat from 'dayjs/plugin/customParseFormat';
import { groupBy, omit, startCase, uniqBy } from 'lodash';

dayjs.extend(customParseFormat);

const DATE_FORMATS = ['YYYY-MM-DD', 'DD.MM.YYYY', 'D MMM YYYY', 'MM/DD/YYYY'];

function cleanDate(text) {
  // Strict: without `true` the 31st of February is a day in March.
  const format = DATE_FORMATS.find((each) => dayjs(text, each, true).isValid());
  return format === undefined ? undefined : dayjs(text, format, true).format('YYYY-MM-DD');
}

function cleanAmount(text) {
  const plain = text.replace(/[^\d.,-]/g, '').replace(/[.,](?=\d{3}(\D|$))/g, '');
  const amount = Number(plain.replace(',', '.'));
  return plain === '' || Number.isNaN(amount) ? undefined : amount;
}

function cleanRow({ name = '', email = '', signed_up = '', spent = '' }) {
  return {
    name: startCase(name.trim().toLowerCase()),
    email: email.trim().toLowerCase(),
    signed_up: cleanDate(signed_up.trim()),
    spent: cleanAmount(spent),
  };
}

export function main(rows, { logger }) {
  const cleaned = rows.map((row, index) => {
    const clean = cleanRow(row);
    const missing = Object.keys(clean).filter((key) => clean[key] === undefined || clean[key] === '');
    if (missing.length > 0) logger.warn(`row ${index + 1} has no ${missing.join(', no ')}`);
    return { ...clean, is_complete: missing.length === 0 };
  });
  // Who signed up twice is one person: the first row stays.
  const kept = uniqBy(
    cleaned.filter(({ is_complete }) => is_complete),
    'email',
  );
  const by_month = groupBy(kept, ({ signed_up }) => signed_up.slice(0, 7));
  return {
    rows: kept.map((row) => omit(row, 'is_complete')),
    signups: Object.fromEntries(Object.entries(by_month).map(([month, group]) => [month, group.length])),
    dropped: rows.length - kept.length,
  };
}
