/**
 * Tells a message only when it is another one than the last: whoever polls
 * comes by with the same one again and again.
 */
export function changesOnly(
  tell: (message: string) => void,
): (message: string) => void {
  let last: string | undefined;
  return message => {
    if (message !== last) {
      last = message;
      tell(message);
    }
  };
}
