export { escapeCases } from './escapes/index.js';
export type { EscapeCase, EscapeClass } from './escapes/escape-case.js';
export { testAdapter, type TestAdapterOptions } from './test-adapter.js';
export type { CreateRunner } from './runner-subject.js';
export type { RunOptions } from './subject.js';
export type { Expect, Matchers, TestApi } from './test-api.js';
