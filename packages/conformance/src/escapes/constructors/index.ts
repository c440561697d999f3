import type { EscapeCase } from '../escape-case.js';
import { callWithUnwrapBySpecies } from './call-with-unwrap-by-species.js';
import { fromAsyncOfForeignArray } from './from-async-of-foreign-array.js';
import { functionConstructorsCompileNothing } from './function-constructors-compile-nothing.js';
import { hiddenByDescriptors } from './hidden-by-descriptors.js';
import { intrinsicsWithoutNames } from './intrinsics-without-names.js';
import { lookupGetterOfProto } from './lookup-getter-of-proto.js';
import { objectStaticMethodsOnHelpers } from './object-static-methods-on-helpers.js';
import { ofEveryGlobal } from './of-every-global.js';
import { ofTheGlobalObject } from './of-the-global-object.js';
import { ofWhatWasHandedIn } from './of-what-was-handed-in.js';
import { speciesOfArraysMadeInside } from './species-of-arrays-made-inside.js';
import { subclassAndNewTarget } from './subclass-and-new-target.js';
import { templateObjectsAndImportMeta } from './template-objects-and-import-meta.js';
import { textBecomesNoCode } from './text-becomes-no-code.js';

export const constructorsEscapes: readonly EscapeCase[] = [
  callWithUnwrapBySpecies,
  fromAsyncOfForeignArray,
  functionConstructorsCompileNothing,
  hiddenByDescriptors,
  intrinsicsWithoutNames,
  lookupGetterOfProto,
  objectStaticMethodsOnHelpers,
  ofEveryGlobal,
  ofTheGlobalObject,
  ofWhatWasHandedIn,
  speciesOfArraysMadeInside,
  subclassAndNewTarget,
  templateObjectsAndImportMeta,
  textBecomesNoCode,
];
