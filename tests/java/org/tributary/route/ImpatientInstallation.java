package org.tributary.route;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.tributary.config.Problems;
import org.tributary.operate.AreaHealth;
import org.tributary.region.Region;
import org.tributary.settings.Area;
import org.tributary.settings.Role;
import org.tributary.settings.Settings;
import org.tributary.store.ObjectStore;
import org.tributary.store.s3.S3ObjectStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The shipped routes over the shipped stores, whose clients differ from the shipped ones in one
 * thing: they wait less long, for an answer and before they try again, so that a campaign need not
 * wait 30 s for each that is lost. They try as often as the shipped ones.
 */
public final class ImpatientInstallation implements AutoCloseable {

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(5);

  /** As long as the shipped ones. */
  public static final Duration ORDINARY_PATIENCE = Duration.ofSeconds(30);

  private final Map<String, S3Client> clients = new HashMap<>();
  private final List<LessPatient> waiting = new ArrayList<>();
  private final Settings settings;
  private final Installation installation;

  /**
   * Puts one together; nothing runs yet.
   *
   * @param patience how long a client waits for the next byte of an answer
   */
  public ImpatientInstallation(
      Region region,
      Path config,
      Path schemas,
      Path routes,
      Map<String, String> others,
      Duration patience) {
    Problems problems = new Problems();
    this.settings =
        Settings.load(
            config.resolve("application.properties"), others, EnumSet.allOf(Role.class), problems);
    this.installation =
        Installation.assemble(
                settings,
                region,
                config,
                schemas,
                routes,
                Clock.systemUTC(),
                problems,
                (name, shipped) -> impatient(name, patience))
            .orElseThrow(() -> new IllegalStateException(problems.all().toString()));
  }

  /** An area that both roles see is one place, and the same client reaches it. */
  private ObjectStore impatient(String name, Duration patience) {
    Area area =
        Optional.ofNullable(settings.areas(Role.UPLOAD).get(name))
            .orElseGet(() -> settings.areas(Role.HUB).get(name));
    return new S3ObjectStore(
        clients.computeIfAbsent(name, any -> client(area, patience)), area.bucket(), area.prefix());
  }

  /** Waits a short time until it is told to wait as long as the shipped ones. */
  private static final class LessPatient implements SdkHttpClient {

    private final SdkHttpClient impatient;
    private final SdkHttpClient patient =
        ApacheHttpClient.builder().socketTimeout(ORDINARY_PATIENCE).build();
    private volatile SdkHttpClient now;

    LessPatient(Duration patience) {
      this.impatient = ApacheHttpClient.builder().socketTimeout(patience).build();
      this.now = impatient;
    }

    void bePatient() {
      now = patient;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return now.prepareRequest(request);
    }

    @Override
    public String clientName() {
      return now.clientName();
    }

    @Override
    public void close() {
      impatient.close();
      patient.close();
    }
  }

  private S3Client client(Area area, Duration patience) {
    Properties secret = new Properties();
    try (Reader reader = Files.newBufferedReader(area.credentials().orElseThrow())) {
      secret.load(reader);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    LessPatient http = new LessPatient(patience);
    waiting.add(http);
    return S3Client.builder()
        .endpointOverride(area.endpoint().orElseThrow())
        .forcePathStyle(true)
        .region(software.amazon.awssdk.regions.Region.of(area.region()))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                    secret.getProperty("access-key"), secret.getProperty("secret-key"))))
        .httpClient(http)
        .overrideConfiguration(
            client ->
                client.retryStrategy(
                    AwsRetryStrategy.legacyRetryStrategy().toBuilder()
                        .backoffStrategy(BackoffStrategy.fixedDelay(BETWEEN_TRIES))
                        .throttlingBackoffStrategy(BackoffStrategy.fixedDelay(BETWEEN_TRIES))
                        .build()))
        .build();
  }

  /** Starts the routes. */
  public void start() throws IOException {
    installation.start();
  }

  /** From now on its clients wait for an answer as long as the shipped ones. */
  public void bePatient() {
    waiting.forEach(LessPatient::bePatient);
  }

  /** Looks until no look finds any more work. */
  public void workUntilQuiet() {
    installation.workUntilQuiet();
  }

  /** What each authority and use case is like now. */
  public AreaHealth health() {
    return installation.health();
  }

  @Override
  public void close() {
    installation.close();
    clients.values().forEach(S3Client::close);
    waiting.forEach(LessPatient::close);
  }
}
