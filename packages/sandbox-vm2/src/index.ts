export { vm2, type Vm2Options } from './vm2.js';
