export { hosted } from './hosted.js';
export type { HostedEngine, HostedOptions } from './hosted-engine.js';
