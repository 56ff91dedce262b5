Ihre Probezeit bei ${provider.name}
