import { calls } from './calls.js';
import { determinism } from './determinism.js';
import { fetches } from './fetch.js';
import { recordings } from './recordings.js';
import { suspensions } from './suspensions.js';
import { givenValues } from './values.js';

export const givenGroups = [calls, determinism, givenValues, fetches, recordings, suspensions];
