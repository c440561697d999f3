import { calls } from './calls.js';
import { determinism } from './determinism.js';
import { givenValues } from './values.js';

export const givenGroups = [calls, determinism, givenValues];
