Ihr Code bei ${provider.name} ist eingelöst
