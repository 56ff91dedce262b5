Wie Sie sich bei ${provider.name} anmelden, hat sich geändert
