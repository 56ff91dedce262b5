// Puts a chosen file into the text box beside it. Without this file people paste it.
(() => {
  'use strict';
  document.querySelectorAll('input[type=file][data-into]').forEach((chooser) => {
    const box = document.getElementById(chooser.dataset.into);
    chooser.addEventListener('change', async () => {
      if (box && chooser.files.length > 0) box.value = await chooser.files[0].text();
    });
  });
})();
