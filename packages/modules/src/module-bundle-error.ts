/** A grant that cannot be bundled: not installed, in need of Node.js, or not what its hash says. */
export class ModuleBundleError extends TypeError {
  constructor(
    /** As codelets would import it. */
    readonly specifier: string,
    reason: string,
  ) {
    super(`The module '${specifier}' cannot be given to codelets: ${reason}`);
    this.name = 'ModuleBundleError';
  }
}
