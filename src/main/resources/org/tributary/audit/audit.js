'use strict';
// Folds the long parts away and finds words in them. All is there, unfolded, without it.
(function () {
  var place = document.getElementById('find');
  var folds = Array.prototype.slice.call(document.querySelectorAll('details.fold'));
  var label = document.createElement('label');
  var input = document.createElement('input');
  var told = document.createElement('p');
  input.id = 'find-words';
  input.type = 'search';
  input.autocomplete = 'off';
  label.htmlFor = input.id;
  label.textContent = 'Find a field, a clause, an authority or any word';
  told.setAttribute('role', 'status');
  place.append(label, input, told);
  var parts = folds.map(function (fold) {
    var head = fold.querySelector('summary').textContent;
    var lines = fold.querySelectorAll('tbody tr, .line-of');
    return {
      fold: fold,
      lines: Array.prototype.map.call(lines, function (line) {
        return { line: line, text: (head + ' ' + line.textContent).toLowerCase() };
      })
    };
  });
  function find() {
    var words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    var found = 0;
    parts.forEach(function (part) {
      var here = 0;
      part.lines.forEach(function (one) {
        var is = words.every(function (word) { return one.text.includes(word); });
        one.line.hidden = !is;
        here += is ? 1 : 0;
      });
      part.fold.hidden = words.length > 0 ? here === 0 : false;
      part.fold.open = words.length > 0 ? here > 0 : false;
      found += here;
    });
    told.textContent = words.length === 0 ? '' :
      found === 1 ? '1 line has all of it.' : found + ' lines have all of it.';
  }
  // What a link leads to is shown, whatever was looked for.
  function unfold() {
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var fold = target ? target.closest('details.fold') : null;
    if (!fold) { return; }
    if (target.closest('[hidden]')) {
      input.value = '';
      find();
    }
    fold.open = true;
    target.scrollIntoView();
  }
  find();
  unfold();
  input.addEventListener('input', find);
  addEventListener('hashchange', unfold);
  addEventListener('beforeprint', function () {
    parts.forEach(function (part) { part.fold.open = true; });
  });
})();
