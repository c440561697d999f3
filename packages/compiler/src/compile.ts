import { DENIED_NAMES } from '@codelets/core';
import { calledExport } from './called-export.js';
import { failureOf } from './compile-failure.js';
import { findDeclaredNames } from './declared-names.js';
import { applyEdits } from './edits.js';
import { findFreeUses } from './free-uses.js';
import { LineIndex } from './line-index.js';
import { findExports } from './module-exports.js';
import { parseModule } from './parse.js';
import { rewriteUses } from './rewrite-uses.js';
import { stripperFor } from './typescript/stripper-for.js';
import type { StripTypes } from './typescript/strip-types.js';
import type { CompiledCodelet, CompileOptions, CompileOutcome } from './types.js';
import { SCRIPT_TAIL, scriptHead, wrapperNames } from './wrapper.js';

/**
 * Compiles a module to one strict script and the map of its positions. Runs nothing of the source and never throws for
 * one. It holds the thread for as long as parsing takes: sources of untrusted size belong to `Compiler`, and so does
 * TypeScript, which is stripped in a thread that may be lost.
 */
export function compile(source: string, options: CompileOptions, stripTypes?: StripTypes): CompileOutcome {
  const lines = new LineIndex(source);
  try {
    return { ok: true, compiled: compileOrThrow(source, lines, options, stripTypes) };
  } catch (error) {
    return { ok: false, failure: failureOf(error, lines) };
  }
}

function compileOrThrow(
  source: string,
  lines: LineIndex,
  options: CompileOptions,
  stripTypes: StripTypes | undefined,
): CompiledCodelet {
  const granted = new Set(options.granted);
  const watched = new Set([...DENIED_NAMES.filter((name) => !granted.has(name)), 'arguments']);
  const { text, program, html_comments } = parseModule(source, stripperFor(options.language, stripTypes));
  const { scopes, underscored } = findDeclaredNames(program, watched);
  const names = wrapperNames(underscored);
  const exported = findExports(program, text, names.default);
  const uses = findFreeUses(program, watched, scopes);
  const export_name = calledExport(options.export_name, exported.list, uses);

  const head = scriptHead(names, exported.list, lines);
  const body = applyEdits(
    text,
    lines,
    [
      ...exported.edits,
      ...rewriteUses(uses, text, names),
      ...html_comments.map((start) => ({ start: start + 1, end: start + 1, text: ' ' })),
    ],
    head.text.length,
  );
  return { script: head.text + body.text + SCRIPT_TAIL, map: [...head.map, ...body.map], export_name };
}
