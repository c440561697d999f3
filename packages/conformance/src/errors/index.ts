import type { ConformanceGroup } from '../conformance-case.js';
import { errorClasses } from './error-classes.js';
import { exportForms } from './export-forms.js';
import { forgedErrors } from './forged-errors.js';
import { lateErrors } from './late-errors.js';
import { locations } from './locations.js';
import { locationsInOddPlaces } from './odd-places.js';
import { placesOfNew } from './places-of-new.js';
import { stacks } from './stacks.js';
import { syntaxErrors } from './syntax-errors.js';
import { thrownErrors } from './thrown-errors.js';
import { thrownValues } from './thrown-values.js';

export const errorsGroups: readonly ConformanceGroup[] = [
  locations,
  locationsInOddPlaces,
  placesOfNew,
  stacks,
  errorClasses,
  syntaxErrors,
  exportForms,
  thrownErrors,
  thrownValues,
  forgedErrors,
  lateErrors,
];
