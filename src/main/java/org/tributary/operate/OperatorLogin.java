package org.tributary.operate;

import java.io.IOException;
import java.security.Principal;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import javax.security.auth.spi.LoginModule;
import org.jspecify.annotations.NullUnmarked;

/**
 * Java's own log-in mechanism (JAAS), asked by the console and answered by {@link OperatorAccess}.
 * It refuses with the same words whatever was wrong.
 */
@NullUnmarked // JAAS makes the object first and fills it by initialize
public final class OperatorLogin implements LoginModule {

  /** The name under which the console asks. */
  static final String REALM = "tributary-operator";

  /** What a person must be to be let in. */
  static final String ROLE = "operator";

  private static final String ACCESS = "access";

  /** Who logged in. */
  public record Operator(String name) implements Principal {
    @Override
    public String getName() {
      return name;
    }
  }

  /** What whoever logged in may do; there is one role. */
  public record Role(String name) implements Principal {
    @Override
    public String getName() {
      return name;
    }
  }

  private Subject subject;
  private CallbackHandler asker;
  private OperatorAccess access;
  private String admitted;

  /** Answers for {@link #REALM} and for no other; there is no file to be misread. */
  static Configuration configuration(OperatorAccess access) {
    AppConfigurationEntry entry =
        new AppConfigurationEntry(
            OperatorLogin.class.getName(),
            AppConfigurationEntry.LoginModuleControlFlag.REQUIRED,
            Map.of(ACCESS, access));
    return new Configuration() {
      @Override
      public AppConfigurationEntry[] getAppConfigurationEntry(String realm) {
        return REALM.equals(realm) ? new AppConfigurationEntry[] {entry} : null;
      }
    };
  }

  @Override
  public void initialize(
      Subject subject, CallbackHandler asker, Map<String, ?> shared, Map<String, ?> options) {
    this.subject = subject;
    this.asker = asker;
    this.access = (OperatorAccess) options.get(ACCESS);
  }

  @Override
  public boolean login() throws LoginException {
    NameCallback name = new NameCallback("name");
    PasswordCallback password = new PasswordCallback("password", false);
    try {
      asker.handle(new Callback[] {name, password});
    } catch (IOException | UnsupportedCallbackException failure) {
      throw refused();
    }
    char[] given = password.getPassword();
    if (name.getName() == null || given == null) {
      throw refused();
    }
    OperatorAccess.Verdict verdict = access.admit(name.getName(), given);
    Arrays.fill(given, ' ');
    password.clearPassword();
    if (verdict != OperatorAccess.Verdict.WELCOME) {
      throw refused();
    }
    admitted = name.getName();
    return true;
  }

  @Override
  public boolean commit() {
    if (admitted == null) {
      return false;
    }
    subject.getPrincipals().addAll(Set.of(new Operator(admitted), new Role(ROLE)));
    return true;
  }

  @Override
  public boolean abort() {
    admitted = null;
    return true;
  }

  @Override
  public boolean logout() {
    subject
        .getPrincipals()
        .removeIf(principal -> principal instanceof Operator || principal instanceof Role);
    admitted = null;
    return true;
  }

  private static LoginException refused() {
    return new FailedLoginException("name or password is wrong, or too many tries were");
  }
}
