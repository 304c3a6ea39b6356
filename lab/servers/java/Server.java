import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.FileInputStream;
import java.net.InetSocketAddress;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/** A small HTTPS server on JSSE. Arguments: address port keystore truststore|- mode names protocols ciphers ("-" for none). */
public class Server {
  public static void main(String[] a) throws Exception {
    char[] password = "changeit".toCharArray();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (FileInputStream in = new FileInputStream(a[2])) { keys.load(in, password); }
    KeyManagerFactory kmf = KeyManagerFactory.getInstance("PKIX");
    kmf.init(keys, password);
    TrustManagerFactory tmf = null;
    if (!a[3].equals("-")) {
      KeyStore trust = KeyStore.getInstance("PKCS12");
      try (FileInputStream in = new FileInputStream(a[3])) { trust.load(in, password); }
      tmf = TrustManagerFactory.getInstance("PKIX");
      tmf.init(trust);
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(kmf.getKeyManagers(), tmf == null ? null : tmf.getTrustManagers(), null);
    HttpsServer server = HttpsServer.create(new InetSocketAddress(a[0], Integer.parseInt(a[1])), 50);
    final boolean clientAuth = tmf != null;
    server.setHttpsConfigurator(new HttpsConfigurator(context) {
      @Override public void configure(HttpsParameters parameters) {
        SSLParameters p = getSSLContext().getDefaultSSLParameters();
        if (clientAuth) p.setNeedClientAuth(true);
        if (a[4].equals("sni-matcher")) {
          p.setSNIMatchers(List.of(SNIHostName.createSNIMatcher(a[5])));
        }
        if (!a[6].equals("-")) p.setProtocols(a[6].split(","));
        if (!a[7].equals("-")) p.setCipherSuites(a[7].split(","));
        parameters.setSSLParameters(p);
      }
    });
    server.createContext("/", exchange -> {
      exchange.getRequestBody().readAllBytes();
      byte[] body = "upstream ok\n".getBytes();
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
  }
}
