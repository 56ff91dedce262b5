// A hand scanner types into the field that has the focus, and presses Enter. Without this file the browser alone chooses where in it.
(() => {
  'use strict';
  // Of a sheet with many lines Enter would send the first of them. It leads on instead: a day that is left empty is that of the line above.
  document.querySelector('form.lines')?.addEventListener('keydown', (event) => {
    const fields = [...event.currentTarget.elements];
    const at = fields.indexOf(event.target);
    if (event.key !== 'Enter' || event.target.localName !== 'input') return;
    event.preventDefault();
    fields.slice(at + 1).find((one) => one.type !== 'date').focus();
  });
  const field = document.querySelector('[autofocus], [data-begin]');
  // The browser leaves it where it is if the address names a place on the page.
  if (document.activeElement === document.body) field.focus({ preventScroll: true });
  if (document.activeElement !== field) return;
  if ('scan' in field.dataset) {
    // What was typed before ends on a line of its own, and the next number follows on it.
    if (field.value !== '' && !field.value.endsWith('\n')) field.value += '\n';
    field.setSelectionRange(field.value.length, field.value.length);
  } else if (field.inputMode === 'numeric') {
    // A number that was refused comes back in its field. The next one is typed over it, not behind it.
    field.select();
  }
})();
