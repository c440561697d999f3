export { quickjs, type QuickJsOptions } from './quickjs.js';
