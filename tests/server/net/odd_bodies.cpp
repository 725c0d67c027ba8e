#include "tests/server/net/odd.hpp"

namespace odd {

static std::string length(const std::string& value)
{
    return post_with("Content-Length:" + value + "\r\n", "hello");
}

Table lengths()
{
    Table table;
    for (const std::string bad : {"",
                                  " ",
                                  " +5",
                                  " -5",
                                  " -0",
                                  " 5 5",
                                  " 5,5",
                                  " 5, 5",
                                  " 5,",
                                  " ,5",
                                  " 0x5",
                                  " 5h",
                                  " 5.0",
                                  " 5e0",
                                  " five",
                                  " 5;",
                                  " \"5\"",
                                  " 5\x01",
                                  " \xD9\xA5",
                                  " 9223372036854775808",
                                  " 18446744073709551621",
                                  " 99999999999999999999",
                                  " 0000000000000000005"})
        table.push_back({"length" + bad, length(bad), 400});
    const Table more{
        {"a larger body than may be", length(" 999999999999999999"), 413},
        {"one byte more than may be", length(" 262145"), 413},
        {"twice, alike", post_with("Content-Length: 5\r\nContent-Length: 5\r\n", "hello"), 400},
        {"twice, different", post_with("Content-Length: 5\r\nContent-Length: 0\r\n", "hello"), 400},
        {"twice, in other letters", post_with("content-length: 5\r\nCONTENT-LENGTH: 5\r\n", "hello"), 400},
        {"space before the colon", post_with("Content-Length : 5\r\n", "hello"), 400},
        {"folded", post_with("Content-Length:\r\n 5\r\n", "hello"), 400},
        {"a folded first line", post_with(" Content-Length: 5\r\n", "hello"), 400},
        {"after a carriage return", post_with("A: x\rContent-Length: 5\r\n", "hello"), 400},
        {"as it should be", length(" 5"), 200, End::goes_on},
        {"tabs around", length("\t5\t "), 200, End::goes_on},
        {"leading zero", length(" 005"), 200, End::goes_on},
        {"none", post_with("", ""), 200, End::goes_on},
        {"zero", post_with("Content-Length: 0\r\n", ""), 200, End::goes_on},
        {"on a GET", get_with("Content-Length: 5\r\n") + "hello", 200, End::goes_on},
        {"a request as the body of a GET",
         get_with("Content-Length: " + std::to_string(kCanary.size()) + "\r\n") + kCanary, 200, End::goes_on},
        {"a request as the body of a POST",
         post_with("Content-Length: " + std::to_string(kCanary.size()) + "\r\n", kCanary), 200, End::goes_on},
        {"a form as JSON",
         "POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello",
         415, End::goes_on},
        {"on 1.0",
         "POST /api/echo HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: 5\r\n\r\nhello", 200},
    };
    table.insert(table.end(), more.begin(), more.end());
    return table;
}

// Refused, and the body would be a request of its own to a server that does not look.
static Odd refused_coding(const std::string& value, int status)
{
    return {"coding" + value, post_with("Transfer-Encoding:" + value + "\r\n", "0\r\n\r\n"), status};
}

Table codings()
{
    Table table;
    for (const std::string bad :
         {"", " gzip", " identity", " xchunked", " chunkedx", " chunked, gzip", " gzip, chunked",
          " chunked, chunked", " chunked,", " ,chunked", " chunked;q=1", " \"chunked\"", " chun ked",
          " chunked identity", " compress", " \xC3\xA7hunked", " trailers"})
        table.push_back(refused_coding(bad, 501));
    for (const std::string bad : {" \x01"
                                  "chunked",
                                  " chunked\x0B", " chunked\x7F"})
        table.push_back(refused_coding(bad, 400));
    const std::string coding = "Transfer-Encoding: chunked\r\n", none = "Content-Length: 5\r\n";
    const Table more{
        {"with a length after it", post_with(coding + none, "0\r\n\r\n"), 400},
        {"with a length before it", post_with(none + coding, "0\r\n\r\n"), 400},
        {"with a length of zero", post_with("Content-Length: 0\r\n" + coding, "0\r\n\r\n"), 400},
        {"gzip with a length", post_with("Transfer-Encoding: gzip\r\n" + none, "hello"), 400},
        {"twice", post_with(coding + coding, "0\r\n\r\n"), 400},
        {"twice, different", post_with("Transfer-Encoding: gzip\r\n" + coding, "0\r\n\r\n"), 400},
        {"twice, in other letters", post_with("transfer-encoding: x\r\n" + coding, "0\r\n\r\n"), 400},
        {"space before the colon", post_with("Transfer-Encoding : chunked\r\n", "0\r\n\r\n"), 400},
        {"folded", post_with("Transfer-Encoding:\r\n chunked\r\n", "0\r\n\r\n"), 400},
        {"its colon on the next line", post_with("Transfer-Encoding\r\n: chunked\r\n", "0\r\n\r\n"), 400},
        {"a folded first line", post_with(" " + coding, "0\r\n\r\n"), 400},
        {"on 1.0", "POST /api/echo HTTP/1.0\r\n" + coding + "\r\n0\r\n\r\n", 400},
        {"on a GET", get_with(coding) + "5\r\nhello\r\n0\r\n\r\n", 200, End::goes_on},
        {"in other letters", post_with("tRANSFER-eNCODING: CHUNKED\r\n", "5\r\nhello\r\n0\r\n\r\n"), 200,
         End::goes_on},
        {"what the sender takes", post_with("TE: trailers\r\n" + none, "hello"), 200, End::goes_on},
    };
    table.insert(table.end(), more.begin(), more.end());
    return table;
}

static Table sizes_nobody_may_write()
{
    Table table;
    for (const std::string bad : {"", " 5", "-5", "+5", "0x5", "5h", "g", "0_5", "5,5", "5.", "\t5", "\"5\"",
                                  "5\r5", "fffffffffffffffff", "10000000000000005", "\xD9\xA5"})
        table.push_back({"chunk size " + bad, chunked(bad + "\r\nhello\r\n0\r\n\r\n"), 400});
    return table;
}

Table chunks()
{
    Table table = sizes_nobody_may_write();
    const std::string end = "0\r\n\r\n";
    const Table more{
        {"size ended by a line feed", chunked("5\nhello\r\n" + end), 400},
        {"data ended by a line feed", chunked("5\r\nhello\n" + end), 400},
        {"data not ended", chunked("5\r\nhello" + end), 400},
        {"more data than told", chunked("5\r\nhelloX\r\n" + end), 400},
        {"less data than told", chunked("7\r\nhello\r\n" + end), 400},
        {"other than a line end after the data", chunked("5\r\nhelloXX" + end), 400},
        {"last size ended by a line feed", chunked("5\r\nhello\r\n0\n\r\n"), 400},
        {"last line a line feed", chunked("5\r\nhello\r\n0\r\n\n"), 400},
        {"no last line", chunked("5\r\nhello\r\n0\r\n"), 400},
        {"a body larger than may be", chunked("7fffffffffffffff\r\nhello\r\n"), 413},
        {"one byte more than may be", chunked("40001\r\n" + std::string(262145, ' ') + "\r\n" + end), 413},
        {"extension with a NUL", chunked(std::string("5;a=\0b\r\n", 8) + "hello\r\n" + end), 400},
        {"extension with a carriage return", chunked("5;a\rb\r\nhello\r\n" + end), 400},
        {"extension with a line feed", chunked("5;a\nb\r\nhello\r\n" + end), 400},
        {"extension of 257 bytes", chunked("5;" + std::string(256, 'a') + "\r\nhello\r\n" + end), 400},
        {"extension of 64 KB", chunked("5;" + std::string(65536, 'a') + "\r\nhello\r\n" + end), 400},
        {"a trailer", chunked("5\r\nhello\r\n0\r\nX: y\r\n\r\n"), 400},
        {"authorization in a trailer", chunked("5\r\nhello\r\n0\r\nAuthorization: Bearer x\r\n\r\n"), 400},
        {"a length in a trailer", chunked("5\r\nhello\r\n0\r\nContent-Length: 9\r\n\r\n"), 400},
        {"a coding in a trailer", chunked("5\r\nhello\r\n0\r\nTransfer-Encoding: gzip\r\n\r\n"), 400},
        {"a malformed trailer", chunked("5\r\nhello\r\n0\r\nX y\r\n\r\n"), 400},
        {"a trailer of 64 KB", chunked("5\r\nhello\r\n0\r\nX: " + std::string(65536, 'a') + "\r\n\r\n"), 400},
        {"as it should be", chunked("5\r\nhello\r\n" + end), 200, End::goes_on},
        {"in pieces", chunked("1\r\nh\r\n004\r\nello\r\n" + end), 200, End::goes_on},
        {"capital digits", chunked("A\r\n0123456789\r\n" + end), 200, End::goes_on},
        {"nothing", chunked(end), 200, End::goes_on},
        {"extensions", chunked("5;a=b;c=\"d\"\r\nhello\r\n0;e\r\n\r\n"), 200, End::goes_on},
        {"a request as the data", chunked("21\r\n" + kCanary + "\r\n" + end), 200, End::goes_on},
    };
    table.insert(table.end(), more.begin(), more.end());
    return table;
}

} // namespace odd
