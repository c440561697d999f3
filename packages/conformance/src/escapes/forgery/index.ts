import type { EscapeCase } from '../escape-case.js';
import { causeGetters } from './cause-getters.js';
import { codesOfTheService } from './codes-of-the-service.js';
import { denialsAreNotHidden } from './denials-are-not-hidden.js';
import { denialsByName } from './denials-by-name.js';
import { linesLostAtTheEndOfTheStack } from './lines-lost-at-the-end-of-the-stack.js';
import { locationAndDetails } from './location-and-details.js';
import { logLevels } from './log-levels.js';
import { logLines } from './log-lines.js';
import { stackText } from './stack-text.js';
import { thrownPrimitivesAndExotics } from './thrown-primitives-and-exotics.js';
import { violationFloods } from './violation-floods.js';

export const forgeryEscapes: readonly EscapeCase[] = [
  causeGetters,
  codesOfTheService,
  denialsAreNotHidden,
  denialsByName,
  linesLostAtTheEndOfTheStack,
  locationAndDetails,
  logLevels,
  logLines,
  stackText,
  thrownPrimitivesAndExotics,
  violationFloods,
];
