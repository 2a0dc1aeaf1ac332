/** Has the browser save something under a name. */
function saveAs(href: string, name: string): void {
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  link.click();
}

/** Has the browser save a text as a file. */
export function saveText(text: string, name: string): void {
  const url = URL.createObjectURL(
    // With a byte order mark, without which Excel takes it for another encoding.
    new Blob(['\uFEFF', text], { type: 'text/csv;charset=utf-8' }),
  );
  saveAs(url, name);
  URL.revokeObjectURL(url);
}

/**
 * Has the browser save what an element shows as a picture.
 *
 * @throws whatever the browser says when it cannot
 */
export async function savePicture(
  element: HTMLElement,
  name: string,
): Promise<void> {
  const { toPng } = await import('html-to-image');
  const { backgroundColor } = getComputedStyle(document.body);
  saveAs(
    await toPng(element, { backgroundColor, pixelRatio: 2, skipFonts: true }),
    name,
  );
}
