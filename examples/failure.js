// An error with a cause: code, message, the place in this file, and what to do.
// codelets run examples/failure.js --input '{"user": null}'
function nameOf(user) {
  return user.name.trim();
}

export function main(input) {
  try {
    return `Hello ${nameOf(input.user)}`;
  } catch (error) {
    throw new Error('no greeting without a user', { cause: error });
  }
}
