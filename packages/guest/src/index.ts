import prelude from 'virtual:prelude';

/**
 * The guest half as a script: an expression that evaluates to `(post) => deliver`. Evaluated in a fresh realm before
 * any codelet code. `post` takes what core calls a `GuestMessage`, `deliver` a `RealmCommand`, both as JSON text.
 */
export const PRELUDE: string = prelude;

export { LANGUAGE_GLOBALS, NETWORK_GLOBALS, PRELUDE_GLOBALS } from './realm/permitted-globals.js';
