import type { EscapeCase } from '../escape-case.js';
import { applyTrapInStackFormatting } from './apply-trap-in-stack-formatting.js';
import { getPrototypeOfInAPattern } from './get-prototype-of-in-a-pattern.js';
import { missingOrHarmless } from './missing-or-harmless.js';
import { ofTheGlobalObject } from './of-the-global-object.js';
import { revoked } from './revoked.js';
import { trapsSeeTheService } from './traps-see-the-service.js';
import { trapsThrowFunctions } from './traps-throw-functions.js';

export const proxiesEscapes: readonly EscapeCase[] = [
  applyTrapInStackFormatting,
  getPrototypeOfInAPattern,
  missingOrHarmless,
  ofTheGlobalObject,
  revoked,
  trapsSeeTheService,
  trapsThrowFunctions,
];
