package switchboard.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs tokens as the shop's own server would, with the secret that the nodes share.
public final class Tokens {

    /// Longer than any run lasts and any clock jumps.
    private static final Duration LIFE = Duration.ofHours(12);

    private static final int SECRET_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER = encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");

    private final SecretKeySpec key;

    /// A secret for nodes of one's own.
    public static String newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /// @param secret the nodes' `auth.secret`
    public Tokens(String secret) {
        key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /// A token of a customer who speaks English.
    public String customer(String sub) {
        return signed(Json.object().put("sub", sub).put("role", "customer").put("locale", "en-GB"));
    }

    /// A token of an agent who speaks English and serves every market.
    public String agent(String sub, int capacity) {
        ObjectNode claims =
                Json.object()
                        .put("sub", sub)
                        .put("role", "agent")
                        .put("name", sub)
                        .put("capacity", capacity);
        claims.putArray("languages").add("en");
        claims.putArray("skills");
        claims.putArray("markets");
        return signed(claims);
    }

    private String signed(ObjectNode claims) {
        claims.put("exp", Instant.now().plus(LIFE).getEpochSecond());
        String unsigned = HEADER + "." + encoded(claims.toString());
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] signature = mac.doFinal(unsigned.getBytes(StandardCharsets.US_ASCII));
            return unsigned + "." + BASE64.encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
