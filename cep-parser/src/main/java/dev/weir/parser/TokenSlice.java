package dev.weir.parser;

import java.util.List;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.Interval;

/** The tokens of one statement as ANTLR reads them; the last is the end of file. */
final class TokenSlice implements TokenStream {
  private final List<Token> tokens;
  private int position;

  TokenSlice(List<Token> tokens) {
    this.tokens = tokens;
  }

  @Override
  public Token LT(int k) {
    int at = k > 0 ? position + k - 1 : position + k;
    return at < 0 ? null : tokens.get(Math.min(at, tokens.size() - 1));
  }

  @Override
  public int LA(int k) {
    Token token = LT(k);
    return token == null ? Token.INVALID_TYPE : token.getType();
  }

  @Override
  public Token get(int index) {
    return tokens.get(index);
  }

  @Override
  public void consume() {
    if (position < tokens.size() - 1) {
      position++;
    }
  }

  @Override
  public int mark() {
    return -1;
  }

  @Override
  public void release(int marker) {
    // All tokens stay in memory: nothing to let go.
  }

  @Override
  public int index() {
    return position;
  }

  @Override
  public void seek(int index) {
    position = Math.min(index, tokens.size() - 1);
  }

  @Override
  public int size() {
    return tokens.size();
  }

  @Override
  public String getSourceName() {
    return UNKNOWN_SOURCE_NAME;
  }

  @Override
  public TokenSource getTokenSource() {
    return tokens.get(0).getTokenSource();
  }

  @Override
  public String getText() {
    return getText(Interval.of(0, tokens.size() - 1));
  }

  @Override
  public String getText(RuleContext ctx) {
    return getText(ctx.getSourceInterval());
  }

  @Override
  public String getText(Token start, Token stop) {
    return getText(Interval.of(start.getTokenIndex(), stop.getTokenIndex()));
  }

  @Override
  public String getText(Interval interval) {
    var text = new StringBuilder();
    for (int i = interval.a; i <= interval.b && tokens.get(i).getType() != Token.EOF; i++) {
      text.append(tokens.get(i).getText());
    }
    return text.toString();
  }
}
