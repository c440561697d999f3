import { inspect } from 'node:util';
import { toPlainJson, toTaggedJson } from './json-text.js';
import { survey } from './survey.js';
import { neutralise } from './terminal-text.js';

/** `inspect` recurses, and indents as it goes. */
const INSPECTED_DEPTH = 100;

/**
 * The value of a run for people: indented JSON when it is JSON data, otherwise the way Node shows values. What is too
 * deep or too entangled for that is written as tagged JSON. Ends with a newline.
 */
export function formatValue(value: unknown): string {
  const { json, depth, explodes } = survey(value);
  if (json) return `${toPlainJson(value, depth)}\n`;
  return `${explodes || depth > INSPECTED_DEPTH ? toTaggedJson(value) : inspectValue(value)}\n`;
}

function inspectValue(value: unknown): string {
  const text = inspect(value, {
    depth: Infinity,
    maxArrayLength: null,
    maxStringLength: null,
    // Nothing of the value may decide how it is shown.
    customInspect: false,
    getters: false,
  });
  // Strings are escaped by `inspect`; the source of a pattern and the message of an error are not.
  return neutralise(text);
}
