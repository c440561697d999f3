import type { ConformanceGroup } from '../conformance-case.js';
import { asyncGeneratorsEscapes } from './async-generators/index.js';
import { buffersEscapes } from './buffers/index.js';
import { constructorsEscapes } from './constructors/index.js';
import { crossRunEscapes } from './cross-run/index.js';
import { denialOfServiceEscapes } from './denial-of-service/index.js';
import { errorsEscapes } from './errors/index.js';
import { forgeryEscapes } from './forgery/index.js';
import { hostFunctionsEscapes } from './host-functions/index.js';
import { parserEscapes } from './parser/index.js';
import { pollutionEscapes } from './pollution/index.js';
import { promisesEscapes } from './promises/index.js';
import { prototypesEscapes } from './prototypes/index.js';
import { proxiesEscapes } from './proxies/index.js';
import { resultsEscapes } from './results/index.js';
import { symbolsEscapes } from './symbols/index.js';
import { wasmEscapes } from './wasm/index.js';
import type { EscapeCase, EscapeClass } from './escape-case.js';

const BY_CLASS: readonly (readonly [name: EscapeClass, cases: readonly EscapeCase[]])[] = [
  ['async-generators', asyncGeneratorsEscapes],
  ['buffers', buffersEscapes],
  ['constructors', constructorsEscapes],
  ['cross-run', crossRunEscapes],
  ['denial-of-service', denialOfServiceEscapes],
  ['errors', errorsEscapes],
  ['forgery', forgeryEscapes],
  ['host-functions', hostFunctionsEscapes],
  ['parser', parserEscapes],
  ['pollution', pollutionEscapes],
  ['promises', promisesEscapes],
  ['prototypes', prototypesEscapes],
  ['proxies', proxiesEscapes],
  ['results', resultsEscapes],
  ['symbols', symbolsEscapes],
  ['wasm', wasmEscapes],
];

/** The attack corpus: every case is asked of every adapter. */
export const escapeCases: readonly EscapeCase[] = BY_CLASS.flatMap(([, cases]) => cases);

export const escapesGroups: readonly ConformanceGroup[] = BY_CLASS.map(([name, cases]) => ({ name, cases }));
