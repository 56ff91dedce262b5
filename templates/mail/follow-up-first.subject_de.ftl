Warum haben Sie ${provider.name} verlassen?
