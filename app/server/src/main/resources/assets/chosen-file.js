// Puts a chosen file into the text box beside it, a PDF as an address that has all of it inside.
// Without this file people paste text.
(() => {
  'use strict';
  const address = (file) => new Promise((done, failed) => {
    const reader = new FileReader();
    // Not every system knows what kind of file it is.
    reader.onload = () => done('data:application/pdf;base64,' + reader.result.split(',')[1]);
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(file);
  });
  document.querySelectorAll('input[type=file][data-into]').forEach((chooser) => {
    const box = document.getElementById(chooser.dataset.into);
    chooser.addEventListener('change', async () => {
      if (!box || chooser.files.length === 0) return;
      const file = chooser.files[0];
      box.value = /\.pdf$/i.test(file.name) ? await address(file) : await file.text();
    });
  });
})();
