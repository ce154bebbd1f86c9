package org.tributary;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IVersionProvider;

/**
 * The version as the jar's manifest says it. It stands apart from {@link Main}, which has to load
 * where no other library can be opened, to say so.
 */
final class Version implements IVersionProvider {

  /** From now on the programme and each of its commands tell it when they are asked. */
  static void isToldBy(CommandLine programme) {
    programme.getCommandSpec().versionProvider(new Version());
    programme
        .getSubcommands()
        .values()
        .forEach(command -> command.getCommandSpec().versionProvider(new Version()));
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "Tributary "
          + Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
              .orElse("(not packaged)")
    };
  }
}
