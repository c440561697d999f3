import type { EscapeCase } from '../escape-case.js';
import { accessorsOnObjectPrototype } from './accessors-on-object-prototype.js';
import { defineGetterFamily } from './define-getter-family.js';
import { nullPrototypeIsThrown } from './null-prototype-is-thrown.js';
import { numberedSetterOfASavedState } from './numbered-setter-of-a-saved-state.js';
import { numberedSetters } from './numbered-setters.js';
import { protoSettersAndLiterals } from './proto-setters-and-literals.js';
import { prototypeWithGettersBetween } from './prototype-with-getters-between.js';
import { setPrototypeOfHelpers } from './set-prototype-of-helpers.js';
import { trapsOnObjectPrototype } from './traps-on-object-prototype.js';

export const prototypesEscapes: readonly EscapeCase[] = [
  accessorsOnObjectPrototype,
  defineGetterFamily,
  nullPrototypeIsThrown,
  numberedSetterOfASavedState,
  numberedSetters,
  protoSettersAndLiterals,
  prototypeWithGettersBetween,
  setPrototypeOfHelpers,
  trapsOnObjectPrototype,
];
