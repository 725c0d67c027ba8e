#include "tests/server/net/odd.hpp"

namespace odd {

static std::string host(const std::string& lines) { return "GET /hello HTTP/1.1\r\n" + lines + "\r\n"; }

Table hosts()
{
    return {
        {"none", host(""), 400},
        {"none, other fields", host("Accept: */*\r\n"), 400},
        {"two, alike", host("Host: a\r\nHost: a\r\n"), 400},
        {"two, different", host("Host: a\r\nHost: b\r\n"), 400},
        {"two, in other letters", host("host: a\r\nHOST: a\r\n"), 400},
        {"two on 1.0", "GET /hello HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", 400},
        {"empty", host("Host:\r\n"), 400},
        {"only spaces", host("Host:   \r\n"), 400},
        {"two in one", host("Host: a, b\r\n"), 400},
        {"space within", host("Host: a b\r\n"), 400},
        {"with a path", host("Host: a/b\r\n"), 400},
        {"with a query", host("Host: a?b\r\n"), 400},
        {"with a user", host("Host: me@a\r\n"), 400},
        {"with a scheme", host("Host: http://a\r\n"), 400},
        {"back slash", host("Host: a\\b\r\n"), 400},
        {"semicolon", host("Host: a;b\r\n"), 400},
        {"quote", host("Host: \"a\"\r\n"), 400},
        {"angle", host("Host: <a>\r\n"), 400},
        {"percent", host("Host: a%00\r\n"), 400},
        {"beyond ASCII", host("Host: \xE9\x9F\xA6\r\n"), 400},
        {"port of letters", host("Host: a:x\r\n"), 400},
        {"port too long", host("Host: a:123456\r\n"), 400},
        {"port too large", host("Host: a:65536\r\n"), 400},
        {"signed port", host("Host: a:-1\r\n"), 400},
        {"two ports", host("Host: a:80:80\r\n"), 400},
        {"only a port", host("Host: :80\r\n"), 400},
        {"open bracket", host("Host: [::1\r\n"), 400},
        {"empty brackets", host("Host: []\r\n"), 400},
        {"letters in brackets", host("Host: [x::1]\r\n"), 400},
        {"more after the brackets", host("Host: [::1]a\r\n"), 400},
        {"256 letters", host("Host: " + std::string(256, 'a') + "\r\n"), 400},
        {"space before the colon", host("Host : a\r\n"), 400},
        {"folded", host("Host:\r\n a\r\n"), 400},
        {"folded first line", host(" Host: a\r\n"), 400},
        {"with a port", host("Host: a:8080\r\n"), 200, End::goes_on},
        {"with an empty port", host("Host: a:\r\n"), 200, End::goes_on},
        {"an IPv6 address", host("Host: [::1]:8080\r\n"), 200, End::goes_on},
        {"without a space", host("Host:a\r\n"), 200, End::goes_on},
        {"tabs around", host("Host:\t a \t\r\n"), 200, End::goes_on},
        {"last of all", host("Accept: */*\r\nhOsT: A\r\n"), 200, End::goes_on},
    };
}

static Table names_nobody_may_use()
{
    Table table;
    for (const std::string bad :
         {" ", "\t", "(", ")", "\"", "@", "[", "]",    "{",    "}",    "=",
          "/", "\\", "?", ",", ";",  "<", ">", "\x01", "\x7F", "\x80", "\xE9\x9F\xA6"})
        table.push_back({"name with " + bad, get_with("X" + bad + "Y: z\r\n"), 400});
    return table;
}

Table field_lines()
{
    Table table = names_nobody_may_use();
    const Table more{
        {"no colon", get_with("Accept\r\n"), 400},
        {"no name", get_with(": x\r\n"), 400},
        {"space before the colon", get_with("Accept : x\r\n"), 400},
        {"tab before the colon", get_with("Accept\t: x\r\n"), 400},
        {"NUL in the name", get_with(std::string("A\0b: x\r\n", 8)), 400},
        {"NUL in the value", get_with(std::string("A: x\0y\r\n", 8)), 400},
        {"carriage return in the value", get_with("A: x\ry\r\n"), 400},
        {"a field after a carriage return", get_with("A: x\rTransfer-Encoding: chunked\r\n"), 400},
        {"two carriage returns", get_with("A: x\r\r\n"), 400},
        {"line feed alone", get_with("A: x\nB: y\r\n"), 400},
        {"line feed before carriage return", get_with("A: x\n\rB: y\r\n"), 400},
        {"the last line end a line feed", "GET /hello HTTP/1.1\r\nHost: a\r\n\n", 400},
        {"control in the value", get_with("A: x\x01\r\n"), 400},
        {"escape in the value", get_with("A: \x1B[2J\r\n"), 400},
        {"delete in the value", get_with("A: \x7F\r\n"), 400},
        {"vertical tab in the value", get_with("A: x\vy\r\n"), 400},
        {"form feed in the value", get_with("A: x\fy\r\n"), 400},
        {"folded by a space", get_with("A: x\r\n y\r\n"), 400},
        {"folded by a tab", get_with("A: x\r\n\ty\r\n"), 400},
        {"folded to nothing", get_with("A: x\r\n \r\n"), 400},
        {"a chunked coding folded in", get_with("A: x\r\n Transfer-Encoding: chunked\r\n"), 400},
        {"a line of spaces", get_with("   \r\n"), 400},
        {"a request line once more", get_with("GET /canary HTTP/1.1\r\n"), 400},
        {"empty value", get_with("A:\r\n"), 200, End::goes_on},
        {"bytes beyond ASCII in the value", get_with("A: \xE9\x9F\xA6 \xFF\r\n"), 200, End::goes_on},
        {"tab in the value", get_with("A: x\ty\r\n"), 200, End::goes_on},
        {"every character of a name", get_with("!#$%&'*+-.^_`|~09aZ: x\r\n"), 200, End::goes_on},
        {"a colon in the value", get_with("A: x: y:\r\n"), 200, End::goes_on},
        {"the same name often", get_with("A: x\r\nA: y\r\na: z\r\n"), 200, End::goes_on},
    };
    table.insert(table.end(), more.begin(), more.end());
    for (const std::string name :
         {"Content-Type", "Authorization", "Cookie", "Expect", "Origin", "Idempotency-Key", "X-CSRF-Token",
          "If-Match", "If-None-Match", "Sec-Fetch-Site", "Content-Encoding", "X-Forwarded-For",
          "X-Forwarded-Proto"})
        table.push_back({name + " twice", get_with(name + ": x\r\n" + name + ": x\r\n"), 400});
    return table;
}

Table connections()
{
    const std::string five = "Content-Length: 5\r\n";
    return {
        {"close", get_with("Connection: close\r\n"), 200},
        {"close in other letters", get_with("Connection: CLOSE\r\n"), 200},
        {"close in a list", get_with("Connection: keep-alive, close\r\n"), 200},
        {"close in a second field", get_with("Connection: keep-alive\r\nConnection: close\r\n"), 200},
        {"closed is not close", get_with("Connection: closed\r\n"), 200, End::goes_on},
        {"an empty list", get_with("Connection: ,,\r\n"), 200, End::goes_on},
        {"not a word", get_with("Connection: @\r\n"), 400},
        {"two words without a comma", post_with(five + "Connection: keep alive\r\n", "hello"), 400},
        {"not a word, with a body", post_with(five + "Connection: clo\"se\r\n", "hello"), 400},
        {"names the length", post_with(five + "Connection: Content-Length\r\n", "hello"), 200, End::goes_on},
        {"upgrade to HTTP/2", get_with("Connection: Upgrade\r\nUpgrade: h2c\r\n"), 200, End::goes_on},
        {"upgrade with a body", post_with(five + "Connection: Upgrade\r\nUpgrade: websocket\r\n", "hello"),
         200, End::goes_on},
        {"proxy connection", post_with(five + "Proxy-Connection: close\r\n", "hello"), 200, End::goes_on},
        {"strange proxy connection", post_with(five + "Proxy-Connection: @@\r\n", "hello"), 200,
         End::goes_on},
        {"expects what we cannot", get_with("Expect: the-unexpected\r\n"), 417},
        {"expects two things", post_with(five + "Expect: 100-continue, x\r\n", "hello"), 417},
        {"expects without a body", get_with("Expect: 100-continue\r\n"), 200, End::goes_on},
        {"expects and sends at once", post_with(five + "Expect: 100-Continue\r\n", "hello"), 200,
         End::goes_on},
        {"1.0 closes", "GET /hello HTTP/1.0\r\nHost: a\r\n\r\n", 200},
        {"1.0 stays and closes", "GET /hello HTTP/1.0\r\nConnection: keep-alive, close\r\n\r\n", 200},
    };
}

} // namespace odd
