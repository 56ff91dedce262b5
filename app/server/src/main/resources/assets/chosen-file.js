// Puts a chosen file of text into the text box beside it, for people who are not signed in and
// therefore send no files. Without this file people paste the text.
(() => {
  'use strict';
  document.querySelectorAll('input[type=file][data-into]').forEach((chooser) => {
    const box = document.getElementById(chooser.dataset.into);
    chooser.addEventListener('change', async () => {
      if (!box) return;
      const file = chooser.files[0];
      const empty = file && file.size === 0;
      chooser.setCustomValidity(empty ? 'There is nothing in this file. Please choose another one.' : '');
      chooser.reportValidity();
      if (file && !empty) box.value = await file.text();
    });
  });
})();
