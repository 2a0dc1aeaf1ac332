// Jest runs tests in a realm of its own, in which the errors of Node's network
// code are no instances of Error. The AWS SDK asks for that, and would wrap them
// so that neither it nor the portal knew them for what they are.
const isInstance = Function.prototype[Symbol.hasInstance];

Object.defineProperty(Error, Symbol.hasInstance, {
  value(this: unknown, candidate: unknown): boolean {
    return (
      isInstance.call(this, candidate) ||
      (this === Error &&
        Object.prototype.toString.call(candidate) === '[object Error]')
    );
  },
});

// Makes this file a module, so that its names are its own.
export {};
