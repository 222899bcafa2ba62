@echo off
rem kaigi_docs を動かします。ほかの .bat から呼ばれます。
setlocal
set "KAIGI_HERE=%~dp0"
set "PYTHONUTF8=1"
set "PYTHONDONTWRITEBYTECODE=1"
if not exist "%KAIGI_HERE%python\python.exe" goto installed
"%KAIGI_HERE%python\python.exe" -m kaigi_docs %*
exit /b %ERRORLEVEL%

:installed
set "PYTHONPATH=%KAIGI_HERE%app"
where py >nul 2>nul
if errorlevel 1 goto missing
py -3.11 -c "" >nul 2>nul
if errorlevel 1 goto missing
py -3.11 -m kaigi_docs %*
exit /b %ERRORLEVEL%

:missing
echo Python 3.11 が見つかりません。「はじめにお読みください.txt」の「準備」をご覧ください。
exit /b 4
