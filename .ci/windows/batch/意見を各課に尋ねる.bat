@echo off
rem 会議のフォルダを、このファイルの上に落とすと動きます。
setlocal
if "%~1"=="" goto nothing
if not exist "%~1\会議設定.xlsx" goto nothing
echo 「%~nx1」の意見の照会を作ります。しばらくお待ちください。
call "%~dp0中身\kaigi.bat" request "%~1" --opinions --open
set "KAIGI_CODE=%ERRORLEVEL%"
if "%KAIGI_CODE%"=="0" goto done
echo.
echo 終わりの番号: %KAIGI_CODE%　上の説明か、開いた 結果.html をご覧ください。
pause
exit /b %KAIGI_CODE%

:nothing
echo 会議のフォルダ（会議設定.xlsx が入っているフォルダ）を、このファイルの上に落としてください。
echo フォルダの名前に ^& があるときは、名前を変えてから落としてください。
pause
exit /b 2

:done
echo できました。
timeout /t 5 >nul 2>nul
exit /b 0
