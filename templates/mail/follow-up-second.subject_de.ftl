Können wir bei ${provider.name} etwas besser machen?
