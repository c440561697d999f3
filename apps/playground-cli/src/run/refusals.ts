import { UsageError } from '../failures.js';

/** The runner and the adapters throw a `TypeError` that names the option when it cannot be. */
export async function refusalsAsUsage<T>(action: () => T | Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw error instanceof TypeError ? new UsageError(error.message, { cause: error }) : error;
  }
}
