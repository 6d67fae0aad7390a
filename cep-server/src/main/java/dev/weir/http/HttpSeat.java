package dev.weir.http;

import dev.weir.serve.RuleServer;
import java.io.IOException;
import java.net.InetAddress;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The rules of a server over HTTP, for programs of this machine: it listens on the loopback interface only. */
public final class HttpSeat implements AutoCloseable {
  private static final int THREADS_MAX = 64;
  private static final int HEADER_BYTES_MAX = 8 << 10;
  private static final long STOP_MILLIS_MAX = 3_000;

  private final RuleServer rules;
  private final Router router;
  private final Server server;
  private final ServerConnector connector;

  private HttpSeat(RuleServer rules, int port, Limits limits) {
    this.rules = rules;
    this.router = new Router(rules, limits);
    var threads = new QueuedThreadPool(THREADS_MAX);
    threads.setName("weir-http");
    threads.setDaemon(true);
    server = new Server(threads);
    var configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(HEADER_BYTES_MAX);
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    connector.setPort(port);
    connector.setIdleTimeout(limits.idle().toMillis());
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
    server.setHandler(new GracefulHandler(router));
    server.setStopTimeout(STOP_MILLIS_MAX);
  }

  /**
   * Begins to listen.
   *
   * @param port 0 for any that is free
   * @throws IOException if the port can't be used
   */
  public static HttpSeat start(RuleServer rules, int port, Limits limits) throws IOException {
    var seat = new HttpSeat(rules, port, limits);
    try {
      seat.server.start();
    } catch (IOException e) {
      seat.stop();
      var cause = e.getCause() == null ? e : e.getCause();
      throw new IOException("cannot listen on port " + port + ": " + cause.getMessage(), e);
    } catch (Exception e) {
      seat.stop();
      throw new IOException("the HTTP server does not start: " + e.getMessage(), e);
    }
    return seat;
  }

  /** The port on which it listens. */
  public int port() {
    return connector.getLocalPort();
  }

  /** Where it listens, for people and programs. */
  public String url() {
    return "http://" + connector.getHost() + ":" + port();
  }

  /**
   * Closes the rules, so that those who read rows get the last ones and are told that these were the last; then stops, and waits
   * a few seconds at most for requests that are being answered.
   */
  @Override
  public void close() {
    router.stopping();
    rules.close();
    stop();
  }

  private void stop() {
    try {
      server.stop();
    } catch (Exception e) {
      // A client that does not take its answer in time is cut off; nothing is left to be done.
      server.destroy();
    }
  }
}
