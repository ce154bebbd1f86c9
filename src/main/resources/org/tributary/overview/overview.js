'use strict';
// Lets a reader of long tables see some authorities only. All are there without it.
document.querySelectorAll('.pick').forEach(function (place, number, places) {
  var label = document.createElement('label');
  var input = document.createElement('input');
  input.id = 'pick-' + number;
  input.type = 'search';
  input.autocomplete = 'off';
  label.htmlFor = input.id;
  label.textContent = 'Show only authorities whose name contains';
  place.append(label, input);
  place.hidden = false;
  input.addEventListener('input', function () {
    var words = input.value.trim().toLowerCase();
    places.forEach(function (other) { other.querySelector('input').value = input.value; });
    document.querySelectorAll('main table').forEach(function (table) {
      if (table.tHead.rows[0].cells[0].textContent !== 'Authority') { return; }
      Array.prototype.forEach.call(table.tBodies[0].rows, function (row) {
        row.hidden = !row.cells[0].textContent.toLowerCase().includes(words);
      });
    });
  });
});
