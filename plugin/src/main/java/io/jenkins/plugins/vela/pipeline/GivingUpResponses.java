package io.jenkins.plugins.vela.pipeline;

import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import java.io.IOException;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;

/**
 * OkHttp as fabric8 sets it up, except that a response may be closed while another thread waits for more of it, as the one of a
 * watch always is. OkHttp by itself would read the rest of it first, in a second thread, and fail; here the call is cancelled,
 * which ends the waiting.
 */
final class GivingUpResponses extends OkHttpClientFactory {

    @Override
    protected void additionalConfig(OkHttpClient.Builder builder) {
        builder.addInterceptor(chain -> {
            Response response = chain.proceed(chain.request());
            return response.newBuilder()
                    .body(new Body(response.body(), chain.call()))
                    .build();
        });
    }

    private static final class Body extends ResponseBody {
        private final ResponseBody body;
        private final BufferedSource source;

        Body(ResponseBody body, Call call) {
            this.body = body;
            this.source = Okio.buffer(new Source(body.source(), call));
        }

        @Override
        public MediaType contentType() {
            return body.contentType();
        }

        @Override
        public long contentLength() {
            return body.contentLength();
        }

        @Override
        public BufferedSource source() {
            return source;
        }
    }

    private static final class Source extends ForwardingSource {
        private final Call call;
        private boolean reading;
        private boolean ended;
        private boolean closed;

        Source(okio.Source source, Call call) {
            super(source);
            this.call = call;
        }

        @Override
        public long read(Buffer sink, long byteCount) throws IOException {
            synchronized (this) {
                if (closed) {
                    throw new IOException("closed");
                }
                reading = true;
            }
            long count = 0;
            try {
                count = super.read(sink, byteCount);
                return count;
            } finally {
                if (readAndClosed(count < 0)) {
                    super.close();
                }
            }
        }

        private synchronized boolean readAndClosed(boolean end) {
            reading = false;
            ended |= end;
            return closed;
        }

        /** Whoever reads closes what is below, once the cancelled call lets go of it. */
        @Override
        public void close() throws IOException {
            boolean busy;
            synchronized (this) {
                if (closed) {
                    return;
                }
                closed = true;
                busy = reading;
                if (!ended) {
                    call.cancel();
                }
            }
            if (!busy) {
                super.close();
            }
        }
    }
}
